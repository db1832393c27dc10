// The picture of a filter before it is drawn: everything is in it, nothing lies on top of anything else, and a filter that is
// broken or huge gives a picture too.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type TopologyPicture, topologyPicture } from '#extension/topology/topology-graph.ts';
import { topologyFile, topologyMarkup } from '#extension/topology/topology-markup.ts';
import type { Capabilities, PinFactory, TopologyConnection } from '#ks/capabilities.ts';
import { filterNode } from '#ks/topology.ts';
import { guid } from '#test/ks/requests.ts';
import { english } from './english.ts';
import { sampleFilter } from './samples.ts';

const audio = topologyPicture(sampleFilter(0));

test('pins and nodes are boxes, connections join them', () => {
  assert.deepEqual(
    audio.boxes.map(({ kind, lines }) => `${kind}: ${lines.join(' | ')}`),
    [
      'pin: Pin 0 | Speaker | in, sink',
      'pin: Pin 1 | Speaker, offloaded | in, sink',
      'pin: Pin 2 | Loopback | out, sink',
      'inner: Pin 3 | Speaker jack | out, none',
      'pin: Pin 4 | Microphone array | out, sink',
      'node: Node 0 | AUDIO_ENGINE',
    ],
  );
  assert.deepEqual(
    audio.wires.map(({ from, to }) => `${from} to ${to}`),
    ['pin 0 to node 0.1', 'pin 1 to node 0.2', 'node 0.3 to pin 2', 'node 0.0 to pin 3'],
  );
  assert.equal(audio.boxes[0]?.spoken, 'Pin 0, Speaker, in, sink; to node 0.1');
  assert.equal(audio.boxes[4]?.spoken, 'Pin 4, Microphone array, out, sink; not connected inside');
});

function assertApart({ boxes, width, height }: TopologyPicture): void {
  for (const [index, box] of boxes.entries()) {
    assert.ok(box.x >= 0 && box.y >= 0, box.id);
    assert.ok(box.x + box.width <= width && box.y + box.height <= height, box.id);
    for (const other of boxes.slice(index + 1)) {
      const beside = box.x + box.width <= other.x || other.x + other.width <= box.x;
      const above = box.y + box.height <= other.y || other.y + other.height <= box.y;
      assert.ok(beside || above, `${box.id} and ${other.id} overlap`);
    }
  }
}

test('boxes are apart and inside of the picture', () => {
  assertApart(audio);
  assertApart(topologyPicture(sampleFilter(1)));
});

const pin = (id: number): PinFactory => ({
  id,
  instances: {},
  interfaces: [],
  mediums: [],
  dataRanges: [],
  problems: [],
});
const withTopology = (
  pins: readonly PinFactory[],
  nodes: number,
  connections: readonly TopologyConnection[],
): Capabilities => ({
  filter: { path: 'x', categories: [] },
  pins,
  topology: { nodes: Array.from({ length: nodes }, () => guid('KSNODETYPE_VOLUME')), connections },
  problems: [],
});
const wire = (FromNode: number, ToNode: number): TopologyConnection => ({
  FromNode,
  FromNodePin: 0,
  ToNode,
  ToNodePin: 1,
});

test('connections to what is not there are left out, loops and doubles are drawn', () => {
  const picture = topologyPicture(
    withTopology([pin(0)], 2, [wire(filterNode, 0), wire(0, 1), wire(0, 1), wire(1, 1), wire(0, 77)]),
  );
  assert.equal(picture.wires.length, 4);
  assert.equal(picture.left, 1);
  assert.match(topologyMarkup(picture, english), /connections not shown: 1\./);
  assertApart(picture);
});

test('a filter of a thousand pins gives a picture that says what is missing; one of nothing an empty one', () => {
  const picture = topologyPicture(
    withTopology(
      Array.from({ length: 1000 }, (_, id) => pin(id)),
      0,
      [],
    ),
  );
  assert.equal(picture.boxes.length, 300);
  assert.equal(picture.left, 700);
  const empty = topologyPicture(withTopology([], 0, []));
  assert.deepEqual([empty.boxes, empty.wires], [[], []]);
  assert.match(topologyMarkup(empty, english), /no pins and no nodes/);
});

test('a name with markup in it is text, on the screen and in the file', () => {
  const evil = topologyPicture({
    ...withTopology([{ ...pin(0), name: '<script>alert(1)</script>' }], 0, []),
    filter: { path: 'x', name: '"><script>', categories: [] },
  });
  for (const text of [topologyMarkup(evil, english), topologyFile(evil, english)]) {
    assert.doesNotMatch(text, /<script/);
    assert.match(text, /&lt;script&gt;/);
  }
});

test('the file stands alone: its own colours, no script, nothing from elsewhere', () => {
  const file = topologyFile(audio, english);
  assert.match(file, /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<svg xmlns=/);
  assert.match(file, /<style>/);
  assert.doesNotMatch(file, /var\(--|\son\w+=|<script|href/);
  assert.doesNotMatch(topologyMarkup(audio, english), /<style|style=|\son\w+=/);
});
