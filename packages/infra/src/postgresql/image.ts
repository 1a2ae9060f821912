import { images, imageValues } from '@semantic-explorer/platform';
import { object, slice } from 'chartkit';

/** The image of the server, whose clients others run too. */
export const postgresqlImageSlice = slice(
  'postgresql',
  object({ image: imageValues(images.postgresql) }, { description: 'PostgreSQL, the database.' }),
);
