export { Alert, type AlertKind } from './alert';
export { Badge, type BadgeKind } from './badge';
export { Button, LinkButton, type Weight } from './button';
export { CheckboxesField, CheckboxField, RadioField, SelectField, type Choice } from './choice-field';
export { Crumbs, type Crumb } from './crumbs';
export { DateField, type DateParts, type DateWords } from './date-field';
export { ErrorSummary, type FieldFault } from './error-summary';
export { toControl } from './to-control';
export { Facts, type Fact } from './facts';
export {
  FieldError,
  FieldFrame,
  FieldHelp,
  FieldSet,
  framedControl,
  Optional,
  type Framed,
} from './field-frame';
export { FileRow } from './file-row';
export { OutsideLink } from './outside-link';
export { Progress } from './progress';
export { TextArea } from './text-area';
export { TextField } from './text-field';
