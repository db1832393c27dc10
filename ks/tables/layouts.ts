// All structure layouts by C name. One table: encoder, decoder, completion, hover, byte map and C export read it.
import type { Layout } from './layout.ts';
import { allocatorLayouts } from './layouts/allocator.ts';
import { analogLayouts } from './layouts/analog.ts';
import { audioLayouts } from './layouts/audio.ts';
import { broadcastLayouts } from './layouts/broadcast.ts';
import { compressedVideoLayouts } from './layouts/compressed-video.ts';
import { connectLayouts } from './layouts/connect.ts';
import { formatLayouts } from './layouts/format.ts';
import { musicLayouts } from './layouts/music.ts';
import { propertyLayouts } from './layouts/property.ts';
import { rtaudioLayouts } from './layouts/rtaudio.ts';
import { streamLayouts } from './layouts/stream.ts';
import { videoLayouts } from './layouts/video.ts';

const all = {
  ...connectLayouts,
  ...formatLayouts,
  ...audioLayouts,
  ...musicLayouts,
  ...videoLayouts,
  ...compressedVideoLayouts,
  ...analogLayouts,
  ...broadcastLayouts,
  ...propertyLayouts,
  ...allocatorLayouts,
  ...streamLayouts,
  ...rtaudioLayouts,
};

export type StructName = keyof typeof all;

export const layouts: Readonly<Record<StructName, Layout>> = all;
