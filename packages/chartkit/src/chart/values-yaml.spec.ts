import { helmVersions, renderTexts } from 'helm-harness';
import { describe, expect, it } from 'vitest';

import { boolean, integer, list, map, number, object, parseValues, printChart, service, string } from '../index.js';
import { nastyTexts } from '../go/testing/nasty-inputs.js';
import { chartOf, smallChart } from './testing/small-chart.js';
import { webChart } from './testing/web-chart.js';

const description = 'A value.';
const nasty = chartOf([
  service({
    name: 'nasty',
    source: 'nasty.ts',
    key: 'nasty',
    build: () => undefined,
    values: object(
      {
        texts: list(string({ description }), { default: nastyTexts, description }),
        byText: map(integer({ minimum: 0, maximum: 1e9, description }), {
          default: Object.fromEntries(nastyTexts.map((text, index) => [text, index])),
          description,
        }),
        numbers: list(number({ minimum: -1e21, maximum: 1e21, description }), {
          default: [0, 0.1, 1e-7, 999_999, 1_000_000, 2 ** 53 - 1, -1.5],
          description,
        }),
        'odd key: #': boolean({ default: false, description: 'Not "--" a # comment: {{ x }}.\nSecond line.' }),
      },
      { description: 'A long sentence that '.repeat(12) },
    ),
  }),
]);

describe('values.yaml', () => {
  it.each([
    ['nasty defaults', nasty],
    ['usual defaults', webChart],
  ])('parses back to exactly the defaults: %s', (_, model) => {
    expect(parseValues(printChart(model).get('values.yaml') ?? '', 'values.yaml')).toEqual(model.defaults);
  });

  it.each(helmVersions().map((binary) => [binary.version, binary] as const))(
    'is to Helm %s exactly the defaults',
    async (_, binary) => {
      const values = printChart(nasty).get('values.yaml') ?? '';
      const { json } = await renderTexts(
        binary,
        { json: '{{ .Files.Get "defaults.yaml" | fromYaml | toJson }}' },
        {
          values: {},
          files: { 'defaults.yaml': values },
        },
      );
      expect(JSON.parse(json)).toEqual(nasty.defaults);
    },
  );

  it('has a comment above each key', () => {
    const text = printChart(
      smallChart(() => undefined, {
        values: object(
          {
            enabled: boolean({ default: true, description: 'Deploy it.' }),
            image: object(
              { tag: string({ default: '1.0', description: 'Version of the image. '.repeat(7) + 'Pin it.' }) },
              { description: 'Image.' },
            ),
          },
          { description: 'The service.' },
        ) as never,
      }),
    ).get('values.yaml');
    expect(text).toBe(`# -- The service.
small:
  # -- Deploy it.
  enabled: true
  # -- Image.
  image:
    # -- Version of the image. Version of the image. Version of the image. Version of the image. Version of the
    # image. Version of the image. Version of the image. Pin it.
    tag: "1.0"
`);
  });
});
