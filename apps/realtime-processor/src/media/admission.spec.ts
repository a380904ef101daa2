import { CountedCapacity } from '@app/core';
import { AdmissionDesk } from './admission';

describe('Admission', () => {
  it('never gives two calls the last place: it is taken before anything is awaited', async () => {
    const desk = AdmissionDesk.forCalls(1, undefined);
    const both = await Promise.all(
      [1, 2].map(async () => {
        const admission = desk.admit();
        await Promise.resolve();
        return admission.admitted;
      }),
    );
    expect(both).toEqual([true, false]);
  });

  it('keeps no place of a call that lacks another', () => {
    const recognisers = new CountedCapacity(1);
    const desk = AdmissionDesk.forCalls(2, recognisers);
    const first = desk.admit();
    expect(desk.admit()).toMatchObject({
      admitted: false,
      reason: 'busy',
      message: 'all 1 recognisers are in use',
    });
    if (first.admitted) first.reservation.release();
    expect(recognisers.used).toBe(0);
    expect([desk.admit(), desk.admit()].map(({ admitted }) => admitted)).toEqual([true, false]);
  });

  it('admits nobody any more once it drains', () => {
    const desk = AdmissionDesk.forCalls(1, undefined);
    desk.drain();
    expect(desk.admit()).toMatchObject({ admitted: false, reason: 'draining' });
  });
});
