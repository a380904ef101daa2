// Builds images without an engine: buildah, with everything it keeps in one folder that can be thrown away.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export class Builder {
  constructor(folder) {
    this.storage = [
      '--root',
      join(folder, 'storage'),
      '--runroot',
      join(folder, 'run'),
      '--storage-driver',
      'vfs',
    ];
  }

  /** @param mounts `[here, there, options]` of what the build's commands see and the image does not keep */
  build(context, tag, { file, mounts = [] }) {
    const volumes = mounts.map(mount => `--volume=${mount.join(':')}`);
    // npm opens more files at once than buildah's commands may.
    const limits = '--ulimit=nofile=16384:16384';
    // Docker's format: the other one has no health checks.
    const asked = [
      '--isolation=chroot',
      '--format=docker',
      '--pull-never',
      '--quiet',
      `--file=${file}`,
      `--tag=${tag}`,
    ];
    this.#run(['build', ...asked, limits, ...volumes, context], 'inherit');
  }

  /** What the image says about how it is run. */
  config(tag) {
    return JSON.parse(this.#run(['inspect', '--type=image', tag])).Docker.config;
  }

  /** @returns the folder with the files of a container of it */
  unpack(tag) {
    const container = this.#run(['from', '--pull-never', tag]);
    return this.#run(['mount', container]);
  }

  #run(args, output = 'pipe') {
    const [command, ...rest] = args;
    const stdio = ['ignore', output, 'inherit'];
    const text = execFileSync('buildah', [...this.storage, command, ...rest], { encoding: 'utf8', stdio });
    return text?.trim();
  }
}
