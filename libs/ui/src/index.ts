export { Alert, type AlertKind } from './alert';
export { Badge, type BadgeKind } from './badge';
export { Button, LinkButton, type Weight } from './button';
export { Crumbs, type Crumb } from './crumbs';
export { Facts, type Fact } from './facts';
