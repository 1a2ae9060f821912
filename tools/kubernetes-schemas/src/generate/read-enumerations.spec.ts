import { expect, it } from 'vitest';

import { readEnumerations } from './read-enumerations.js';

/** As openapi-gen writes it, shortened. */
const source = `
func schema_k8sio_api_core_v1_Claim(ref common.ReferenceCallback) common.OpenAPIDefinition {
	return common.OpenAPIDefinition{
		Schema: spec.Schema{
			SchemaProps: spec.SchemaProps{
				Properties: map[string]spec.Schema{
					"accessModes": {
						SchemaProps: spec.SchemaProps{
							Items: &spec.SchemaOrArray{
								Schema: &spec.Schema{
									SchemaProps: spec.SchemaProps{
										Enum:    []interface{}{"ReadOnlyMany", "ReadWriteOnce"},
									},
								},
							},
						},
					},
					"name": {
						SchemaProps: spec.SchemaProps{
							Description: "No enumeration.",
						},
					},
					"volumeMode": {
						SchemaProps: spec.SchemaProps{
							Enum:        []interface{}{"", "Block"},
						},
					},
				},
			},
		},
	}
}

func schema_pkg_apis_meta_v1_Other(ref common.ReferenceCallback) common.OpenAPIDefinition {
					"scope": {
							Enum:        []interface{}{"not", "of", "k8s.io/api"},
}
`;

it('finds the enumerations of texts and of lists, by definition and property', () => {
  expect(readEnumerations(source)).toEqual(
    new Map([
      [
        'core.v1.Claim',
        new Map([
          ['accessModes', ['ReadOnlyMany', 'ReadWriteOnce']],
          ['volumeMode', ['', 'Block']],
        ]),
      ],
    ]),
  );
});

it('fails on a source of another form instead of finding nothing', () => {
  expect(() => readEnumerations(source.replaceAll('Enum: ', 'Enumeration: '))).toThrow(
    'The Go source of the OpenAPI document has no enumerations in the known form.',
  );
});
