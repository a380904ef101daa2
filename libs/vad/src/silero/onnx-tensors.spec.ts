import { readTensors } from './onnx-tensors';

/** A field that holds bytes: number and kind, length, then they. */
const field = (number: number, ...bytes: number[]): number[] => [(number << 3) | 2, bytes.length, ...bytes];
const text = (value: string): number[] => [...Buffer.from(value)];

/** A constant of two numbers, 1 and -2, or of whole numbers. */
function constant(name: string, type = 1): number[] {
  const values = [0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0];
  return field(1, ...field(2, ...text(name)), ...field(5, ...field(5, 2 << 3, type, ...field(9, ...values))));
}

const model = (...graph: number[]): Uint8Array => Uint8Array.from([1 << 3, 8, ...field(7, ...graph)]);

describe('The constants of an ONNX model', () => {
  it('are its floats by name, also those inside the branches of a condition', () => {
    const condition = field(1, ...field(2, ...text('if')), ...field(5, ...field(6, ...constant('inside'))));
    const tensors = readTensors(model(...constant('outside'), ...condition, ...constant('whole', 7)));
    expect([...tensors.keys()]).toEqual(['outside', 'inside']);
    expect([...tensors.get('inside')!]).toEqual([1, -2]);
  });

  it.each([1, 2, 9, 20])('are refused when the file ends %d bytes early', missing => {
    const whole = model(...constant('name'));
    expect(() => readTensors(whole.subarray(0, whole.length - missing))).toThrow('in the middle');
  });

  it('are refused when the file is something else', () => {
    expect(() => readTensors(new TextEncoder().encode('not a model'))).toThrow(RangeError);
  });
});
