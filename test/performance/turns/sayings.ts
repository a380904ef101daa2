/** What a caller says in one turn, `|` where they may pause for thought, `…|` where they do. */
export type Kind =
  'greeting' | 'short answer' | 'question' | 'complete' | 'pause' | 'hesitation' | 'number' | 'recording';

export interface Saying {
  readonly kind: Exclude<Kind, 'recording'>;
  readonly text: string;
}

type Sayings = Readonly<Record<Saying['kind'], readonly string[]>>;

const english: Sayings = {
  greeting: ['hello', 'hi there', 'good morning', 'hello can you hear me', 'hey good afternoon'],
  'short answer': [
    'yes',
    'no thank you',
    'that is right',
    'i do not think so',
    'sure',
    'nothing else thanks',
  ],
  question: [
    'what time do you open tomorrow',
    'how much does the large one cost',
    'can you tell me where my parcel is',
    'do you deliver on sundays',
    'is there a doctor available this afternoon',
    'why was i charged twice',
    'could you say that again please',
  ],
  complete: [
    'i would like to speak to the manager',
    'my order has not arrived yet',
    'please cancel my subscription',
    'the heating in our flat does not work',
    'i need a taxi to the airport at six',
    'somebody called me from this number yesterday',
    'i want to change my appointment to friday morning',
    'the last invoice is wrong',
    'we have a reservation for tonight',
  ],
  pause: [
    'i would like to book | a table for two | on friday evening',
    'my internet stopped working yesterday | and i need it for work',
    'i am calling about the invoice | that i got on monday',
    'can you tell me | whether the shop on main street | is open today',
    'we wanted to come at seven | but now it will be later | because of the train',
    'i bought the blue one | in your store in leeds | and it broke after a week',
    'the name is | margaret o neill',
    'i think | the best thing would be | to send it back',
    'if it rains tomorrow | we would rather move the appointment',
    'please send it to | twenty four garden road',
    'there is a strange noise | when i start the engine',
    'i tried to pay with my card | it was declined twice',
    'my daughter has a fever | since last night',
  ],
  hesitation: [
    'i would like to um …| order a pizza',
    'it was on uh …| the third of march',
    'well …| i am not sure about that',
    'the problem is um …| the door does not close',
    'i need two tickets and …| a seat for my son',
    'let me see …| it is the second one',
    'we went there because …| somebody told us to',
    'so …| what happens now',
    'my address is uh …| nine station road',
    'i spoke to um …| mister harris i believe',
  ],
  number: [
    'my number is …| five five five …| one two three …| four five six seven',
    'it is zero seven nine …| four six double two …| eight one five',
    'the card number is four two four two …| four two four two …| one one one one …| nine zero zero three',
    'the code is three nine …| seven one',
    'zero two zero …| seven nine four six …| zero one double eight',
    'order number eight eight one …| two two five …| six',
  ],
};

const chinese: Sayings = {
  greeting: ['你好', '喂你好', '您好请问有人吗', '早上好'],
  'short answer': ['是的', '不用了谢谢', '对没错', '好的可以'],
  question: [
    '你们几点开门',
    '这个多少钱',
    '请问我的快递到哪里了',
    '明天可以送货吗',
    '能不能换一个时间',
    '为什么扣了两次钱',
  ],
  complete: [
    '我想找你们经理',
    '我的订单还没有到',
    '请帮我取消会员',
    '我们家的暖气坏了',
    '我想把预约改到星期五上午',
    '昨天有人用这个号码给我打电话',
    '今天晚上我们订了位子',
  ],
  pause: [
    '我想订一张桌子 | 星期五晚上 | 一共四个人',
    '昨天开始网络就不能用了 | 我工作要用',
    '我打电话是想问 | 上个月的账单',
    '如果明天下雨 | 我们就改到后天',
    '我在你们店里买了一个手机 | 用了一个星期就坏了',
    '请寄到 | 花园路二十四号',
    '本来我们想七点来 | 但是火车晚点了',
    '我觉得 | 最好还是退货',
  ],
  hesitation: [
    '我想要那个 …| 大份的披萨',
    '我找 嗯 …| 王经理',
    '因为 …| 我没有收到短信',
    '然后 …| 现在怎么办',
    '地址是 呃 …| 车站路九号',
    '我要两张票还有 …| 一张儿童票',
  ],
  number: [
    '我的电话是 …| 一三八 …| 零零一三 …| 八零零零',
    '卡号是六二二二 …| 零二一零 …| 三三四五 …| 七八九零',
    '验证码是三九 …| 七一零四',
    '订单号八八一 …| 二二五 …| 六七',
  ],
};

export const sayings: Readonly<Record<'en-US' | 'zh-CN', Sayings>> = {
  'en-US': english,
  'zh-CN': chinese,
};

export type BenchLanguage = keyof typeof sayings;

/** What a listener says meanwhile. */
export const backchannels: Readonly<Record<BenchLanguage, readonly string[]>> = {
  'en-US': ['uh-huh', 'mm-hmm', 'yeah', 'okay', 'right', 'i see', 'mhm', 'oh'],
  'zh-CN': ['嗯', '嗯嗯', '对', '好的', '哦', '是的'],
};

/** What somebody says who wants the floor. */
export const interruptions: Readonly<Record<BenchLanguage, readonly string[]>> = {
  'en-US': [
    'wait a moment please',
    'no that is not what i meant',
    'can i ask you something',
    'stop there please',
  ],
  'zh-CN': ['等一下我有问题', '不是这个意思', '我想问一下别的', '先停一下'],
};
