import { writeFile } from 'node:fs/promises';

import { trackingDocument } from '../tracking/document.js';
import { trackingPage } from '../tracking/page.js';

await writeFile(new URL('../../../../docs/tracking.md', import.meta.url), trackingPage(trackingDocument));
