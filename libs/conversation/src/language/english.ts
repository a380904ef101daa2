import { containing, endingIn, madeOf, phrases } from './phrase-patterns';
import type { PhraseTable } from './phrase-table';

const ASKING = '(?:what|where|when|why|who|how|which)';
const AUXILIARY =
  '(?:is|are|was|were|am|do|does|did|can|could|will|would|should|may|might|have|has|had)(?:nt)?';
const PRONOUN = '(?:i|we|you|he|she|it|they)';
const SUBJECT = `(?:${PRONOUN}|there|this|that|these|those|the|an?|my|our|your|his|her|their|any\\w*|some\\w*)`;

/** What may stand before a question without being one. */
const PRELUDE = '^(?:(?:so|and|but|ok|okay|well|hi|hello|hey|sorry|excuse me|please|um|uh) )*';

/** Callers of a service pause after "and", before a name, in a number; and they drop their prepositions at the end. */
export const english: PhraseTable = {
  greeting: madeOf(
    phrases(
      'hello, hi, hey, hiya, there, good (?:morning|afternoon|evening|day)',
      'how are you(?: doing)?(?: today)?',
    ),
  ),

  goodbye: madeOf(
    phrases(
      'goodbye, good bye, bye(?: now)?, see you(?: later| soon)?, talk to you (?:later|soon), have a \\w+ \\w+',
      'ok, okay, alright, thanks(?: a lot| so much)?, thank you(?: so much| very much)?',
      '(?:no )?thats (?:all|it)(?: for today)?, for your help',
    ),
  ),

  shortAnswer: madeOf(
    phrases(
      'yes, yeah, yep, yup, no, nope, nah, sure, ok, okay, right, correct, exactly, absolutely, definitely',
      'of course, please, fine, good, great, perfect, never mind, stop, cancel, not really, i dont know',
      'i (?:do|dont|am|will|wont|did|didnt|have|havent|can|cant), it (?:is|isnt|does|doesnt), sounds good',
      'thats (?:right|correct|fine|wrong), sir, madam, maam',
    ),
  ),

  hesitation: endingIn(
    phrases(
      'u+m+, u+h+m*, e+rm*, hm+, mm+, i mean, sort of, kind of, how do i say, hold on, hang on, lets see',
      '(?<!(?:id|wed|would|it|that|this|looks?|sounds?) )like, (?<!(?:let|do|did|if) )you know, let me (?:see|think|check|look)',
      '^(?:(?:ok|okay) )?(?:well|so|actually|look|listen), ^wait, please wait, (?:just|give me|wait) (?:a|one) (?:moment|minute|second|sec), one (?:moment|second|sec)',
    ),
  ),

  dangling: endingIn(
    phrases(
      'and, or, but, because, cause, cos, if, although, though, unless, whether, than, while, except, plus',
      'the, an?, my, your, our, their, every, very, dot, im, ive, youre, theyre, theres, dr, mr, mrs',
      '(?:and|but|so|because|if|when|think) (?:i|we|he|she|they|it), (?:id|i would|we would) like',
      '(?:name|number|address|email|code|question|problem|issue|thing|birthday|date) (?:is|was|are)',
      `${PRELUDE}(?:can|could|would|will|may|should|do|did|does|have|are) ${PRONOUN}`,
      '(?:would|will|could|should|might|must) be',
      'what about, how about, ^i, ^we',
      '(?<!what )(?:i|we) (?:want|need|am going|was wondering|was calling), such as, instead of, as well as',
    ),
  ),

  leaning: endingIn(
    phrases(
      'so, since, until, as, of, to, for, with, from, at, by, about, into, onto, between, under, without, via',
      'is, are, was, were, i, we, number, during, against, through, towards, in the, on the',
      'to (?:get|make|buy|order|book|change|check|find|know|ask|see|talk|speak|send|pay|report|update|have|be)',
      '(?:i|we|they) (?:have|had|got|like|bought|ordered|booked|think|hope|guess), (?:live|was) (?:in|on)',
      `${ASKING}, ${ASKING} ${AUXILIARY}, ^(?:if|when|although|since|after|before) ${PRONOUN}(?: \\S+){1,3}`,
    ),
  ),

  question: containing([
    `${ASKING} ${AUXILIARY} ${SUBJECT}`,
    `${PRELUDE}${AUXILIARY} ${SUBJECT} \\w+`,
    `${PRELUDE}(?:which|whose|who|why|what|whats|wheres|whens|whos|hows) (?!${PRONOUN} )\\w+`,
    'how (?:much|many|long|far|late|early|often|soon|old) (?:is|are|do|does|will|would|can|to)',
    '(?:can|could|would|will|do) you \\w+',
    '(?:is|are) there \\w+',
    '(?:isnt|arent|wasnt|doesnt|dont|didnt|wont|cant) (?:it|they|you|he|she|we)$',
    '(?:or not|is that (?:right|ok|okay|correct|possible))$',
    '^(?:what|why|who|where|when|how come|how much|how many|how long|pardon)$',
  ]),

  closing: endingIn(
    phrases(
      'please, thanks, thank you, today, tomorrow, tonight, yesterday, now, again, too, as well, instead, either',
      'this (?:morning|afternoon|evening|week|month), next (?:week|month|year|time), already, anymore, yet',
      '(?:mon|tues|wednes|thurs|fri|satur|sun)day, oclock, [ap]m, myself, thats (?:it|all)',
    ),
  ),

  clause: containing([
    `(?:${PRONOUN}|im|ive|id|ill|its|weve|wed|thats|theres|this|that|there|(?:my|the|our) \\w+) \\S+ \\S+ \\S+`,
  ]),

  longNumber: containing(
    phrases('(?:phone|mobile|card|account|contact) number, phone, mobile, card, call me'),
  ),

  shortNumber: containing(
    phrases('code, pin, zip, postcode, room, extension, year, last (?:three|four), gate, flight'),
  ),
};
