// The command line beside a driver that misbehaves: it ends by itself, with an exit code and the cause in words.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { goodFile, targetFile } from './fixtures.ts';
import { assertExit, folderWith, kspin } from './run-kspin.ts';

const folder = folderWith({ 'target.kscaps.json': targetFile, 'good.kspin.json': goodFile });
const connectWith = (fault: string) =>
  kspin(folder, ['connect', 'good.kspin.json', '--target', `simulate:target.kscaps.json?fault=${fault}`]);

test('KsCreatePin that never returns is told after its deadline', async () => {
  const run = await connectWith('hang-create');
  assertExit(run, 1);
  assert.match(run.stdout, /answer +hung: KsCreatePin did not return/);
  assert.match(run.stdout + run.stderr, /No answer within 10 s while KsCreatePin/);
});

test('KsCreatePin that takes the host down is told with the end of the host', async () => {
  const run = await connectWith('die-create');
  assertExit(run, 1);
  assert.match(run.stdout, /answer +died: KsCreatePin ended the device host/);
  assert.match(run.stderr, /The device host was ended by SIGKILL, while KsCreatePin/);
  assert.match(run.stderr, /a call had not returned when the last device host ended:\n +call +KsCreatePin/);
});

test('a filter that is gone before KsCreatePin is trouble with the target, and no answer to the request', async () => {
  const run = await connectWith('vanish-open');
  assertExit(run, 2);
  assert.match(run.stdout + run.stderr, /the filter cannot be opened/i);
});

test('a device that is removed in the middle of KsCreatePin is told by its code', async () => {
  const run = await connectWith('vanish-create');
  assertExit(run, 1);
  assert.match(run.stdout + run.stderr, /ERROR_DEVICE_REMOVED/);
});

test('a rule that the driver does not declare is a refusal that nothing explains', async () => {
  const run = await connectWith('attributes-only');
  assertExit(run, 1);
  assert.match(run.stdout + run.stderr, /ERROR_INVALID_PARAMETER/);
});

test('a capture keeps what a driver with a broken list says of everything else', async () => {
  const target = 'simulate:target.kscaps.json?fault=count-negative';
  const run = await kspin(folder, ['capture', '--target', target, '*speaker*']);
  assertExit(run, 0);
  const { pins } = JSON.parse(run.stdout);
  assert.equal(pins[0].name, 'Speaker');
  assert.match(JSON.stringify(pins[0].problems), /The list counts 4294967295 items/);
});

test('a fault that does not exist is answered with those that do', async () => {
  const run = await connectWith('explode');
  assertExit(run, 2);
  assert.match(run.stdout + run.stderr, /"explode" is no fault of the simulated target; it has hang-open, /);
});
