import { loadScript } from './load';
import { indexScript, isMadeOfPhrases, match } from './match';
import type { MatchReason } from './match';
import { phrasesOf } from './script';

const script = loadScript();
const index = indexScript(script);

describe('match', () => {
  it.each<[string, string, MatchReason]>([
    ['hello i am calling about your car insurance', 'car_insurance', 'exact'],
    ['Hello, I’m calling about your car insurance!', 'car_insurance', 'exact'],
    ['ＨＥＬＬＯ　Ｉ　ａｍ calling about your car insurance', 'car_insurance', 'exact'],
    ['um hello i am calling about uh your car insurance', 'car_insurance', 'exact'],
    ['hello i am calling about you car insurance', 'car_insurance', 'fuzzy'],
    ['hello there sir i am calling about your car insurance today', 'car_insurance', 'keywords'],
    ['good day sir when does your car insurance end', 'car_insurance', 'part'],
    ['your auto insurance policy expires and you could renew with us', 'car_insurance', 'keywords'],
    ['we have some great health plans to show you', 'health_insurance', 'keywords'],
    ['could you use a loan for a new kitchen', 'loan', 'keywords'],
    ['have you thought about refinancing', 'loan', 'keywords'],
    ['you really should invest in our crypto fund', 'investment', 'keywords'],
    ['have you thought about selling your real estate', 'real_estate', 'keywords'],
    ['you were chosen for a free gift and a big discount', 'telemarketing', 'keywords'],
    ["it'll only take one minute", 'insists', 'exact'],
    ['just hear me out okay', 'insists', 'keywords'],
    ['we are doing a quick survey about television', 'survey', 'keywords'],
    ['would you donate something to the red cross', 'charity', 'keywords'],
    ['i have got a parcel here where shall i put it', 'delivery', 'keywords'],
    ['I can’t find your address', 'delivery', 'exact'],
    ['it is about the appointment you have on friday with the dentist', 'appointment', 'keywords'],
    ['this is the irs you have unpaid taxes', 'official_scam', 'keywords'],
    ['buy gift cards and read me the numbers', 'official_scam', 'keywords'],
    ['there is a virus on your computer sir', 'tech_support_scam', 'keywords'],
    ['i am hiring and your resume looks good', 'recruiter', 'keywords'],
    ['hi this is your mother', 'known_person', 'keywords'],
    ['help me', 'emergency', 'exact'],
    ['he had a heart attack please send an ambulance', 'emergency', 'keywords'],
    ['he had a car accident this morning', 'emergency', 'keywords'],
    ['my father had an accident', 'emergency', 'keywords'],
    ['Are you a robot?', 'robot', 'exact'],
    ['Are you an AI?', 'robot', 'exact'],
    ['Who am I talking to?', 'robot', 'exact'],
    ['Can I speak with Mr Smith please?', 'ask_owner', 'keywords'],
    ['Thank you so much!', 'thanks', 'exact'],
    ['Ok, bye.', 'goodbye', 'exact'],
    ['Sorry, what did you say?', 'repeat', 'exact'],
    ['Just give me one minute of your time.', 'insists', 'exact'],
    ['just give me thirty seconds of your time', 'insists', 'keywords'],
    ['have you considered selling your home', 'real_estate', 'keywords'],
    ['may i please speak to the owner', 'ask_owner', 'keywords'],
    ['will you call me back on monday', 'callback', 'keywords'],
    ['could i leave a message for him', 'take_message', 'keywords'],
    ['oh sorry wrong number', 'wrong_number', 'keywords'],
    ['what did you just say', 'repeat', 'exact'],
    ['yes', 'yes', 'exact'],
    ['No, thanks.', 'no', 'exact'],
    ['Thank you very much!', 'thanks', 'exact'],
    ['okay goodbye then', 'goodbye', 'keywords'],
    ['hello', 'greeting', 'exact'],
  ])('in English, %p is %s (%s)', (said, intent, reason) => {
    expect(match(index, said)).toMatchObject({ intent: { name: intent }, reason });
  });

  it.each<[string, string]>([
    ['您好，我是做车险的。', 'car_insurance'],
    ['您好 我 是 做 车险 的', 'car_insurance'],
    ['你好我是做车险的', 'car_insurance'],
    ['先生，您的车险下个月就到期了', 'car_insurance'],
    ['给您推荐一款重疾险', 'health_insurance'],
    ['我们银行可以给您贷款二十万', 'loan'],
    ['有个理财产品，收益特别高', 'investment'],
    ['我们这边新开的楼盘看一下吗', 'real_estate'],
    ['恭喜您，中奖了！', 'telemarketing'],
    ['您再听我说一句', 'insists'],
    ['我们想做一个问卷', 'survey'],
    ['为山区孩子捐款', 'charity'],
    ['喂，您的快递到楼下了', 'delivery'],
    ['您的外卖，放门口了啊', 'delivery'],
    ['您明天上午有个牙科的预约', 'appointment'],
    ['我是公安局的，您涉嫌洗钱', 'official_scam'],
    ['麻烦把手机上的验证码念一下', 'official_scam'],
    ['请您打开屏幕共享', 'tech_support_scam'],
    ['我这边是猎头公司', 'recruiter'],
    ['我是你高中的老同学', 'known_person'],
    ['快叫救护车，有人晕倒了', 'emergency'],
    ['你是机器人吧', 'robot'],
    ['能不能请机主本人接电话', 'ask_owner'],
    ['请他有空给我回个电话', 'callback'],
    ['我想给他留言', 'take_message'],
    ['哎呀，不好意思，打错了', 'wrong_number'],
    ['请再说一遍', 'repeat'],
    ['好的', 'yes'],
    ['不用了', 'no'],
    ['谢谢您！', 'thanks'],
    ['那再见了', 'goodbye'],
    ['不需要', 'no'],
    ['喂？', 'greeting'],
    ['喂，您好', 'greeting'],
    ['０１２３４５我想留言', 'take_message'],
  ])('in Chinese, %p is %s', (said, intent) => {
    expect(match(index, said)?.intent.name).toBe(intent);
  });

  it.each([
    '',
    '   ',
    '...',
    '。。。',
    'and so my fellow americans ask not what your country can do for you ask what you can do for your country',
    'he was not an ill disposed young man',
    'unless to be rather cold hearted and rather selfish is to be ill disposed',
    'had he married a more amiable woman he might have been made still more respectable than he was',
    'he might even have been made amiable himself',
    'and mister john dashwood had then leisure to consider how much there might be prudently in his power to do for them',
    'an accident of birth made him a poet',
    'the weather is lovely in the mountains',
    'i watched a game of chess with seven players',
    'the carpenter insured nothing and went home',
    'a sovereign nation has its own laws',
    'the old teacher asked every new child what is your name please and wrote all of them into her book',
    '欢迎大家来体验达摩院推出的语音识别模型',
    '今天的天气真不错',
    '昨天晚上的月亮很圆',
    '小明在操场上踢足球',
  ])('%p is not understood', said => {
    expect(match(index, said)).toBeNull();
  });

  it('understands every phrase of the script as its own intent', () => {
    for (const intent of script.intents) {
      for (const phrase of [
        ...intent.phrases.en,
        ...intent.phrases.zh,
        ...intent.short.en,
        ...intent.short.zh,
      ])
        expect({ phrase, found: match(index, phrase)?.intent.name }).toEqual({ phrase, found: intent.name });
    }
  });

  it('scores the surer match higher', () => {
    const score = (said: string): number => match(index, said)?.score ?? 0;
    const exact = score('do you need a personal loan today');
    const misheard = score('do you need a personal lone today');
    const hinted = score('somebody mentioned a loan');
    expect(exact).toBe(1);
    expect(misheard).toBeLessThan(exact);
    expect(hinted).toBeLessThan(misheard);
    expect(hinted).toBeGreaterThan(0.5);
  });

  it('says what it recognised an intent by', () => {
    expect(match(index, 'a loan or a mortgage for you')?.by).toBe('loan*, mortgage');
    expect(match(index, 'do you need a personal lone today')?.by).toBe('do you need a personal loan today');
  });
});

describe('what is made of phrases', () => {
  it.each([
    'goodbye',
    'No thank you, that’s all. Goodbye!',
    'okay thank you bye bye',
    '好的，谢谢您，再见。',
    'ok 再见',
  ])('%p is', said => expect(isMadeOfPhrases(index, said)).toBe(true));

  it.each(['', 'it is bob goodbye', 'goodbyes', 'no thank you that is allowed', '会议改到中午谢谢再见'])(
    '%p is not',
    said => expect(isMadeOfPhrases(index, said)).toBe(false),
  );
});

describe('phrasesOf the script that comes along', () => {
  const phrases = phrasesOf(script);

  it('gives a closed recogniser 3 to 9 plain words each, none twice', () => {
    for (const phrase of phrases) expect(phrase).toMatch(/^[a-z']+( [a-z']+){2,8}$/);
    expect(new Set(phrases).size).toBe(phrases.length);
    expect(phrases).toContain('hello i am calling about your car insurance');
  });

  it('stays small enough for the processor: every phrase costs the recogniser time', () => {
    expect(phrases.length).toBeLessThanOrEqual(255);
  });

  it('has at least eight for every intent', () => {
    for (const intent of script.intents) expect(intent.phrases.en.length).toBeGreaterThanOrEqual(8);
  });
});
