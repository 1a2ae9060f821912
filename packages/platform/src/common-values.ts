import { list, object, openObject, string, topLevelValues } from 'chartkit';

/** Values at the top level, for all services. */
export const commonValues = object(
  {
    nameOverride: string({
      format: 'dnsLabel',
      allowEmpty: true,
      maxLength: 20,
      default: '',
      description: 'Replaces the chart name in the names of all objects.',
    }),
    fullnameOverride: string({
      format: 'dnsLabel',
      allowEmpty: true,
      maxLength: 27,
      default: '',
      description: 'Replaces release name and chart name in the names of all objects.',
    }),
    global: openObject(
      {
        imageRegistry: string({
          format: 'imageRegistry',
          allowEmpty: true,
          default: '',
          description: 'Registry from which all images are pulled, in place of each image its own one.',
        }),
        imagePullSecrets: list(
          object(
            { name: string({ format: 'dnsSubdomain', maxLength: 253, description: 'Name of the Secret.' }) },
            { description: 'A Secret of type kubernetes.io/dockerconfigjson.' },
          ),
          { default: [], description: 'Secrets with which images are pulled, for every pod.' },
        ),
      },
      { description: 'Values that a parent chart shares with this one.' },
    ),
  },
  { description: 'Values of the chart.' },
);

/** The common values as expressions. */
export const common = topLevelValues(commonValues);
