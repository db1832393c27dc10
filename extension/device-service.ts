// The one device host of this window. It is started when something is first asked of it, never at activation; it is
// replaced when the target changes and ended with the extension. The extension host itself never holds a driver.
import * as vscode from 'vscode';
import {
  type HostFailure,
  type HostState,
  HostSupervisor,
  type Target,
  targetText,
} from '#device-host/client/index.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import { hostBundle } from './host-bundle.ts';
import { resolveTarget, targetLabel } from './targets.ts';

export interface TargetInUse {
  /** A few words for the head of a view. */
  readonly label: string;
  /** Why the setting names no target. */
  readonly trouble?: string;
}

export class DeviceService implements vscode.Disposable {
  readonly #context: vscode.ExtensionContext;
  readonly #log: vscode.LogOutputChannel;
  readonly #stateChanged = new vscode.EventEmitter<HostState>();
  readonly #targetChanged = new vscode.EventEmitter<TargetInUse>();
  readonly #filtersChanged = new vscode.EventEmitter<void>();
  readonly #subscriptions: readonly vscode.Disposable[];
  #supervisor: HostSupervisor | undefined;

  readonly onDidChangeState = this.#stateChanged.event;
  /** The old host, with its open pins, is gone when this is told. */
  readonly onDidChangeTarget = this.#targetChanged.event;
  /** A filter of the target came or went. */
  readonly onDidChangeFilters = this.#filtersChanged.event;

  constructor(context: vscode.ExtensionContext, log: vscode.LogOutputChannel) {
    this.#context = context;
    this.#log = log;
    this.#subscriptions = [
      this.#stateChanged,
      this.#targetChanged,
      this.#filtersChanged,
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('kspin.target')) void this.#changeTarget();
      }),
    ];
  }

  get target(): Result<Target, string> {
    const setting = vscode.workspace.getConfiguration('kspin').get<string>('target', '');
    return resolveTarget(
      setting,
      process.platform,
      this.#context.asAbsolutePath('samples/sample.kscaps.json'),
    );
  }

  get targetInUse(): TargetInUse {
    const { target } = this;
    return target.ok ? { label: targetLabel(target.value) } : { label: 'no target', trouble: target.error };
  }

  /** Undefined as long as nothing was asked of a host. */
  get hostState(): HostState | undefined {
    return this.#supervisor?.state;
  }

  /** What calls go through; a failure in an untrusted workspace and for a target that cannot be read. */
  host(): Result<HostSupervisor, HostFailure> {
    if (!vscode.workspace.isTrusted) {
      return fail({
        kind: 'refused',
        message: 'This workspace is not trusted, so no device host is started.',
      });
    }
    if (this.#supervisor) return ok(this.#supervisor);
    const { target } = this;
    if (!target.ok) return fail({ kind: 'refused', message: target.error });
    this.#supervisor = this.#supervise(target.value);
    return ok(this.#supervisor);
  }

  /** Ends the host and starts a new one, also after it was given up. */
  async restart(): Promise<void> {
    const host = this.host();
    if (!host.ok) return;
    const started = await host.value.restart();
    if (!started.ok) this.#log.error(started.error.message);
  }

  /** Ends the host and its open pins; the next call starts a new one. */
  async end(): Promise<void> {
    const old = this.#supervisor;
    this.#supervisor = undefined;
    await old?.dispose();
  }

  #supervise(target: Target): HostSupervisor {
    const { version } = this.#context.extension.packageJSON as { readonly version: string };
    const cwd = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    return new HostSupervisor(
      target,
      {
        hostBundle: hostBundle(this.#context),
        client: `kspin extension ${version}`,
        ...(cwd === undefined ? {} : { cwd }),
        onLog: (level, message) => this.#write(level, message),
        onFiltersChanged: () => this.#filtersChanged.fire(),
      },
      (state) => {
        this.#log.info(`Device host ${state.kind}: ${state.reason}`);
        this.#stateChanged.fire(state);
      },
    );
  }

  #write(level: 'info' | 'warning' | 'error', message: string): void {
    if (level === 'warning') this.#log.warn(message);
    else this.#log[level](message);
  }

  async #changeTarget(): Promise<void> {
    const { target } = this;
    const old = this.#supervisor;
    const same = old && target.ok && targetText(old.target) === targetText(target.value);
    if (same) return;
    this.#supervisor = undefined;
    await old?.dispose();
    this.#log.info(`Target: ${this.targetInUse.label}`);
    this.#targetChanged.fire(this.targetInUse);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    // Nobody waits for the end of a window; the host also ends by itself when its pipe closes.
    void this.#supervisor?.dispose();
  }
}
