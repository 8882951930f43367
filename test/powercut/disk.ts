import { dirname } from 'node:path';
import { DiskFile, type Luck } from './disk-file.ts';
import type { DiskEvent } from './disk-trace.ts';

type Folder = 'folder';
type Names = Map<string, DiskFile | Folder>;
/** A change of names. It is on disk when its folder was synced, which nobody does by himself. */
type Naming = { folder: string; change: (names: Names) => void };

/** The disk as a trace tells it: fed with what happened, it says at any instant what a power cut would leave. */
export class Disk {
  readonly #root: string;
  #names: Names = new Map();
  #syncedNames: Names = new Map();
  #namings: Naming[] = [];
  #byInode = new Map<number, DiskFile | { folder: string }>();
  /** For what a failed sync leaves. */
  readonly #luck: Luck;

  constructor(root: string, random: () => number) {
    this.#root = root;
    this.#luck = { random, kept: 0.5, torn: 0.3 };
  }

  happened(event: DiskEvent): void {
    switch (event.op) {
      case 'created':
        this.#create(event.path, event.inode);
        break;
      case 'opened': {
        const named = this.#names.get(event.path);
        this.#byInode.set(event.inode, named instanceof DiskFile ? named : { folder: event.path });
        break;
      }
      case 'wrote':
        this.#file(event.inode)?.write(event.offset, event.bytes);
        break;
      case 'truncated':
        this.#file(event.inode)?.truncate(event.size);
        break;
      case 'synced':
        this.#sync(event.inode);
        break;
      case 'sync-failed':
        this.#file(event.inode)?.failSync(this.#luck);
        break;
      case 'unlinked':
        this.#rename(event.path, (names) => names.delete(event.path));
        break;
      case 'made-folder':
        this.#rename(event.path, (names) => names.set(event.path, 'folder'));
        break;
      case 'renamed': {
        const node = this.#names.get(event.from);
        this.#rename(event.to, (names) => {
          names.delete(event.from);
          if (node) names.set(event.to, node);
        });
      }
    }
  }

  /** What is there when the power comes back: files by path. */
  afterCut(luck: Luck): Map<string, Buffer> {
    const names = new Map(this.#syncedNames);
    for (const { change } of this.#namings) if (luck.random() < luck.kept) change(names);
    return contentOf(this.#reachable(names), (file) => file.afterCut(luck));
  }

  /** What programs see while the power is on. */
  asWritten(): Map<string, Buffer> {
    return contentOf(this.#names, (file) => file.asWritten());
  }

  #create(path: string, inode: number): void {
    const file = new DiskFile();
    this.#byInode.set(inode, file);
    this.#rename(path, (names) => names.set(path, file));
  }

  #rename(path: string, change: Naming['change']): void {
    change(this.#names);
    this.#namings.push({ folder: dirname(path), change });
  }

  #file(inode: number): DiskFile | undefined {
    const node = this.#byInode.get(inode);
    return node instanceof DiskFile ? node : undefined;
  }

  #sync(inode: number): void {
    const node = this.#byInode.get(inode);
    if (node instanceof DiskFile) node.sync();
    if (!node || node instanceof DiskFile) return;
    for (const { folder, change } of this.#namings) if (folder === node.folder) change(this.#syncedNames);
    this.#namings = this.#namings.filter(({ folder }) => folder !== node.folder);
  }

  /** A file in a folder whose own name was lost is lost as well. */
  #reachable(names: Names): Names {
    const isThere = (path: string): boolean => path === this.#root || (names.has(path) && isThere(dirname(path)));
    return new Map([...names].filter(([path]) => isThere(path)));
  }
}

function contentOf(names: Names, read: (file: DiskFile) => Buffer): Map<string, Buffer> {
  return new Map([...names].flatMap(([path, node]) => (node instanceof DiskFile ? [[path, read(node)] as const] : [])));
}
