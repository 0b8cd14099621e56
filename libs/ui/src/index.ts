export { Alert, type AlertKind } from './alert';
export { Badge, type BadgeKind } from './badge';
export { Button, LinkButton, type Weight } from './button';
export { Crumbs, type Crumb } from './crumbs';
export { ErrorSummary, type FieldFault } from './error-summary';
export { Facts, type Fact } from './facts';
export { OutsideLink } from './outside-link';
export { FieldError, TextField } from './text-field';
