import { writeChart } from 'chartkit';

import { semanticExplorer } from '../chart.js';
import { chartFiles } from '../chart-files.js';
import { chartDirectory } from './paths.js';

await writeChart(chartFiles(semanticExplorer), chartDirectory);
