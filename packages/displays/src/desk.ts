import { Displays, type DisplaysRim } from './displays.ts';
import { Images } from './images.ts';
import { type CheckScene, Scenes } from './scenes.ts';
import { Shares } from './shares.ts';

export type DeskRim = DisplaysRim & {
  /** Whose it is, among the desks of this process. */
  name: string;
  checkScene: CheckScene;
  /** In front of every share's code: tells a hub whose desk it is. Empty at an edge, which has one. */
  codePrefix: string;
};

/** The desk of one owner: the timer of an edge, a partner of a hub. */
export class Desk {
  readonly name: string;
  readonly displays: Displays;
  readonly shares: Shares;
  readonly scenes: Scenes;
  readonly images: Images;

  constructor(rim: DeskRim) {
    this.name = rim.name;
    this.displays = new Displays(rim);
    this.shares = new Shares(rim, { displays: this.displays, codePrefix: rim.codePrefix });
    this.scenes = new Scenes(rim, rim.checkScene);
    this.images = new Images(rim);
  }

  stop(): Promise<void> {
    return this.displays.stop();
  }
}
