// Runs a command as a container engine would with --read-only --tmpfs /tmp: the first process of its own process space, as
// the user of the image, on a root that nobody can write to. The network is this machine's.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const set = environment => Object.entries(environment).map(([name, value]) => `${name}=${value}`);

/** $1 is the root, $2 the user, the rest the command; what is mounted goes with the last process that sees it. */
const ENTER = `
  root=$1 user=$2; shift 2
  mount --bind "$root" "$root"
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
  mount -t tmpfs tmpfs "$root/tmp"
  mount -o remount,bind,ro "$root"
  cd "$root"
  exec chroot --userspec="$user" "$root" "$@"`;

export class Container {
  /** @param config of the image: User, WorkingDir, Env, Cmd */
  constructor(root, config, environment) {
    this.root = root;
    this.config = config;
    this.environment = ['env', '-i', `--chdir=${config.WorkingDir}`, ...config.Env, ...set(environment)];
  }

  start() {
    const { User, Cmd } = this.config;
    const enter = ['sh', '-ec', ENTER, 'sh', this.root, User, ...this.environment, ...Cmd];
    const spaces = ['--mount', '--pid', '--fork'];
    this.process = spawn('unshare', [...spaces, ...enter], { stdio: ['ignore', 'inherit', 'inherit'] });
    this.ended = once(this.process, 'exit');
    process.once('exit', () => this.#kill());
  }

  /** The first process of the container, as this machine counts them. */
  get pid() {
    const { pid } = this.process;
    return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim());
  }

  /** Who that process is: real, effective, saved and for files. */
  get uids() {
    const [, uids] = /^Uid:\t(.*)$/m.exec(readFileSync(`/proc/${this.pid}/status`, 'utf8'));
    return uids.split('\t').map(Number);
  }

  get exitCode() {
    return this.process.exitCode;
  }

  /** Runs one more command in it, as its user. */
  run(command, input = '') {
    const [uid, gid] = this.config.User.split(':');
    const into = ['--target', String(this.pid), '--mount', '--pid', '--root', '--wd=/'];
    const as = ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
    const args = [...into, ...as, ...this.environment, ...command];
    return spawnSync('nsenter', args, { encoding: 'utf8', input });
  }

  /** Waits until it answers there, for as long as it lives. */
  async answers(url, withinMs) {
    const until = Date.now() + withinMs;
    while (this.exitCode === null && Date.now() < until) {
      const answer = await fetch(url).catch(() => null);
      if (answer !== null) return answer;
      await sleep(100);
    }
    throw new Error(this.exitCode === null ? `no answer within ${withinMs} ms` : 'it ended by itself');
  }

  /** Not by --kill-child: the kernel forgets that when a process becomes another user. */
  #kill() {
    if (this.process.exitCode === null) process.kill(this.pid, 'SIGKILL');
  }

  /** @returns the exit code; not 0 where it had to be killed */
  async stop(withinMs) {
    process.kill(this.pid, 'SIGTERM');
    const impatience = setTimeout(() => this.#kill(), withinMs);
    const [code] = await this.ended;
    clearTimeout(impatience);
    return code;
  }
}
