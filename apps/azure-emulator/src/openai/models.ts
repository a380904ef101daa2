/** The list of models: here, of what the deployments are called. */
export const models = (names: readonly string[]): object => ({
  object: 'list',
  data: names.map(id => ({ id, object: 'model', created: 0, owned_by: 'emulator' })),
});
