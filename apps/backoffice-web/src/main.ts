import { join } from 'node:path';
import { startPages } from '#page-service';

void startPages('backoffice-web', join(__dirname, '../pages'));
