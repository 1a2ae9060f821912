import { readdirSync, readFileSync } from 'node:fs';

const directory = new URL('./profiles/', import.meta.url);

/** A values file that comes with the chart. */
export interface Profile {
  readonly name: string;
  readonly text: string;
  /** What it is for: the first paragraph of its comment. */
  readonly purpose: string;
}

const purposeOf = (text: string): string => {
  const [paragraph = ''] = text.split(/^#$/m);
  return paragraph.replaceAll(/^# /gm, '').trim().replaceAll('\n', ' ');
};

/** The values files that come with the chart, by name. */
export const profiles: readonly Profile[] = readdirSync(directory)
  .sort()
  .map((file) => {
    const text = readFileSync(new URL(file, directory), 'utf8');
    return { name: file.replace(/\.yaml$/, ''), text, purpose: purposeOf(text) };
  });
