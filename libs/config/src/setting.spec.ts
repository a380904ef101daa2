import { Setting, settingsOf } from './setting';

class Base {
  @Setting('FIRST', 'text', 'first')
  first = 'a';
}

class Derived extends Base {
  @Setting(['SECOND', 'OLD_SECOND'], 'flag', 'second', { secret: true, example: 'your_second' })
  second = false;
}

describe('Setting', () => {
  it('declares variables in order, those of the base class first', () => {
    expect(settingsOf(Derived).map(setting => setting.names)).toEqual([['FIRST'], ['SECOND', 'OLD_SECOND']]);
  });

  it('does not add what a derived class declares to its base', () => {
    expect(settingsOf(Base)).toHaveLength(1);
  });

  it('keeps what the operator is told', () => {
    expect(settingsOf(Derived)[1]).toEqual({
      property: 'second',
      names: ['SECOND', 'OLD_SECOND'],
      kind: 'flag',
      describe: 'second',
      secret: true,
      example: 'your_second',
    });
  });

  it('finds nothing on a class that declares nothing', () => {
    expect(settingsOf(class {})).toEqual([]);
  });
});
