import { join } from 'node:path';
import { startPages } from '#page-service';

void startPages('portal-web', join(__dirname, '../pages'));
