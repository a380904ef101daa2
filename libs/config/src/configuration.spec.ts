import { IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, Matches, Max } from 'class-validator';
import { Configuration, ConfigurationError } from './configuration';
import { Setting } from './setting';
import type { CrossChecked, FindFragment } from './setting';

class Engine {
  @Setting(['ENGINE_KEY', 'ENGINE_API_KEY'], 'text', 'its key', { secret: true, example: 'your_key' })
  @IsOptional()
  @Matches(/^[a-f]+$/, { message: 'must be letters a to f, not "$value"' })
  key: string | null = null;

  @Setting('ENGINE_IN', 'integer', 'a property whose name is part of other words')
  @IsInt()
  @Max(10)
  in = 3;

  @Setting('ENGINE_FAST', 'flag', 'fast?')
  @IsBoolean()
  fast = false;

  @Setting('ENGINE_MODES', 'list', 'modes')
  @IsIn(['a', 'b'], { each: true })
  modes: readonly string[] = ['a'];

  @Setting('ENGINE_POOL', 'json', 'pool')
  @IsArray()
  pool: readonly unknown[] = [];
}

class TurboEngine extends Engine {
  @Setting('ENGINE_BOOST', 'integer', 'boost')
  @IsInt()
  boost = 1;
}

class House {
  @Setting('HOUSE_NAME', 'text', 'name')
  @IsString()
  name = 'house';
}

class Garage implements CrossChecked {
  @Setting('GARAGE_OPEN', 'flag', 'open?')
  @IsBoolean()
  open = false;

  problems(find: FindFragment): readonly string[] {
    return this.open && find(House).name === 'closed' ? ['GARAGE_OPEN: must be false in a closed house'] : [];
  }
}

const problemsOf = (
  fragments: Parameters<typeof Configuration.load>[0],
  environment: Record<string, string>,
): string[] => {
  try {
    Configuration.load(fragments, environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return [...error.problems];
    throw error;
  }
  return [];
};

describe('Configuration', () => {
  it('gives the defaults when nothing is set', () => {
    const engine = Configuration.load([Engine], {}).get(Engine);
    expect(engine).toEqual({ key: null, in: 3, fast: false, modes: ['a'], pool: [] });
  });

  it('gives typed values', () => {
    const environment = {
      ENGINE_KEY: 'abc',
      ENGINE_IN: '7',
      ENGINE_FAST: 'yes',
      ENGINE_MODES: 'a,b',
      ENGINE_POOL: '[1]',
    };
    const engine = Configuration.load([Engine], environment).get(Engine);
    expect(engine).toEqual({ key: 'abc', in: 7, fast: true, modes: ['a', 'b'], pool: [1] });
  });

  it('reads an older spelling, and prefers the name', () => {
    expect(Configuration.load([Engine], { ENGINE_API_KEY: 'abc' }).get(Engine).key).toBe('abc');
    expect(Configuration.load([Engine], { ENGINE_API_KEY: 'abc', ENGINE_KEY: 'def' }).get(Engine).key).toBe(
      'def',
    );
  });

  it('takes a placeholder as not set, and then reads the older spelling', () => {
    expect(Configuration.load([Engine], { ENGINE_KEY: 'your_key' }).get(Engine).key).toBeNull();
    expect(
      Configuration.load([Engine], { ENGINE_KEY: 'your_key', ENGINE_API_KEY: 'abc' }).get(Engine).key,
    ).toBe('abc');
  });

  it('names every bad variable of every fragment in one go, and what it wants', () => {
    const bad = {
      ENGINE_IN: 'three',
      ENGINE_FAST: 'rather',
      ENGINE_MODES: 'a,zzz',
      ENGINE_POOL: '{',
      GARAGE_OPEN: 'ajar',
    };
    const problems = problemsOf([Engine, Garage, House], bad);
    expect(problems.map(line => line.split(':')[0])).toEqual([
      'ENGINE_IN',
      'ENGINE_FAST',
      'ENGINE_MODES',
      'ENGINE_POOL',
      'GARAGE_OPEN',
    ]);
    expect(problems).toContain('ENGINE_FAST: must be a boolean value');
    expect(problems).toContain(
      'ENGINE_MODES: each value in ENGINE_MODES must be one of the following values: a, b',
    );
  });

  it('does not mistake a short property name for a part of another word', () => {
    expect(problemsOf([Engine], { ENGINE_IN: '11' })).toEqual(['ENGINE_IN: must not be greater than 10']);
    expect(problemsOf([Engine], { ENGINE_IN: '1.5' })).toEqual(['ENGINE_IN: must be an integer number']);
  });

  it('never prints a value, not even when a validator quotes it', () => {
    const problems = problemsOf([Engine], { ENGINE_KEY: 'hunter2-hunter2' });
    expect(problems).toEqual(['ENGINE_KEY: is not valid']);
    expect(new ConfigurationError(problems).message).not.toContain('hunter2');
  });

  it('reads the settings of a base class too', () => {
    const turbo = Configuration.load([TurboEngine], { ENGINE_IN: '5', ENGINE_BOOST: '2' }).get(TurboEngine);
    expect([turbo.in, turbo.boost]).toEqual([5, 2]);
  });

  it('asks a fragment how its settings fit those of others, once each is valid by itself', () => {
    const clash = { GARAGE_OPEN: 'true', HOUSE_NAME: 'closed' };
    expect(problemsOf([Garage, House], clash)).toEqual(['GARAGE_OPEN: must be false in a closed house']);
    expect(problemsOf([Garage, House], { GARAGE_OPEN: 'true' })).toEqual([]);
  });

  it('cannot be changed after boot', () => {
    const house = Configuration.load([House], {}).get(House);
    expect(() => Object.assign(house, { name: 'other' })).toThrow(TypeError);
  });

  it('says so when a fragment was not loaded', () => {
    expect(() => Configuration.load([House], {}).get(Engine)).toThrow(
      'Engine is not part of the configuration',
    );
  });
});
