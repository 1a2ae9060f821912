import { e2eConfig } from '../../vitest.base.mjs';

export default e2eConfig(['simulated', 'real']);
