import { verifyConfig } from '../../vitest.base.mjs';

export default verifyConfig;
