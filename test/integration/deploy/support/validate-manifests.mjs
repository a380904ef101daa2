// Validates the manifests that come in as JSON against the schemas of Kubernetes, which are an ES module; writes what is
// wrong, as JSON.
import { text } from 'node:stream/consumers';

const problems = [];
for (const { file, written } of JSON.parse(await text(process.stdin))) {
  const { apiVersion, kind } = written;
  try {
    const { [kind]: Model } = await import(`kubernetes-models/${apiVersion}`);
    new Model(written).validate();
  } catch (error) {
    problems.push(`${file}: ${kind}: ${error.message}`);
  }
}
process.stdout.write(JSON.stringify(problems));
