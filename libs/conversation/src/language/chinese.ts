import { containing, endingIn, madeOf, phrases } from './phrase-patterns';
import type { PhraseTable } from './phrase-table';

/**
 * Mandarin, simplified and traditional where they differ. Its final particles tell a great deal: 吗 and 呢 ask, 了 and 吧
 * conclude; whereas a conjunction or 的 at the end has its other half to come, save in 是…的 and in answers (好的).
 */
export const chinese: PhraseTable = {
  greeting: madeOf(
    phrases('喂, 哎, 你好, 您好, 你们好, 早上好, 上午好, 下午好, 晚上好, 早, 嗨, 哈喽, 在吗, 有人吗'),
  ),

  goodbye: madeOf(
    phrases(
      '再见, 再見, 拜拜, 拜, 回头见, 下次再聊, 先这样, 就这样吧?, 没事了, 没有了, 不用了, 挂了',
      '好的?, 那, 行, [谢謝]{2}[你您]?, 多[谢謝], 非常感[谢謝], 辛苦了',
    ),
  ),

  shortAnswer: madeOf(
    phrases(
      '[对對]的?, 是的?, 不, 不是的?, 不[对對], 好[的吧]?, 行[的吧]?, 不行, 可以的?, 不可以, 可以吧, 没错, 沒錯, 没问题',
      '有的?, 没有, 沒有, 要, 不要, 会的?, 不会, 能, 不能, 需要, 不需要, 不用, 当然, 知道了?, 不知道, 明白了?, 清楚了?',
      '嗯嗯+, 啊, 呀, 哦, 都行, 都可以, 随便, 算了, 取消',
    ),
  ),

  hesitation: endingIn(
    phrases(
      '嗯+, 呃+, 额, 唔, (?<![要买换用])[那這这][个個], 就是说?, 然后, 然後, 那么, 怎么说呢?, 怎么讲',
      '(?<!帮)我(?:想想|看看|找找|(?:想|看|查)一下), 等一下, 等下, 等等, 稍等(?:一下)?, 等一会儿?',
    ),
  ),

  dangling: endingIn(
    phrases(
      '因为, 因為, 由于, 所以, 但是?, 可是, 不过, 不過, 而且, 并且, 以及, 还有, 還有, 如果, 要是, 假如, 虽然, 雖然, 即使',
      '和, 跟, 与, 或者?, 比如说?, 例如, 除了, 关于, 關於, 把, 被, 给, 給, 从, 從, 向, 往, 的话, 的話, 的时候, 的時候',
      '我想要?, 我要, 我觉得, 我想问一?下?, 请问一?下?, 請問, 我叫, 我姓, 我是, 我在, 我的, 你的, 您的, 你们的, 我们的, 麻烦你?您?',
      '(?:号码|号|电话|手机|地址|名字|问题|时间|密码|邮箱)是, 第, 能不能, 可不可以, 帮我, 想问一?下?, 是因为',
    ),
  ),

  leaning: endingIn(
    phrases(
      '(?<!是.*)(?<![好对是行以会有真])的, (?<![不还])[是在], (?<![收听找看感做得])到, (?<!不)(?:要|想|会|能)',
      '就, 也, 还, 又, 都, 让, 并, 先, [一两几][个张份次位], ^(?:如果|要是|虽然).{1,6}',
    ),
  ),

  question: containing([
    '[吗嗎么嘛]$',
    '呢$',
    '什么|什麼|多少|几[点號号个位天次岁]|幾[點個]|哪[里裡儿些个天位一]|谁|誰|为何|怎么|怎麼|怎样|多久|多[大远长快晚]|何时',
    '(.)[不没沒]\\1',
    '是不是|有没有|有沒有|能不能.+|可不可以.+',
  ]),

  closing: endingIn(
    phrases(
      '了, 吧, 啦, 呀, 啊, 哦, 哈, [谢謝]{2}[你您]?, 就行, 就可以, 就好, 今天, 明天, 后天, 晚上, 上午, 下午, [年月日号点元块位]',
    ),
  ),

  clause: /(?:我|你|您|他|她|它|们|这|那|有|要|想|请|帮).{4}/u,

  longNumber: containing(phrases('电话, 電話, 手机, 手機, 号码, 號碼, 卡号, 账号, 联系方式')),

  shortNumber: containing(phrases('验证码, 驗證碼, 密码, 密碼, 尾号, 房间?, 分机, 邮编, 后四位')),
};
