/**
 * The passwords that are tried first, from eight characters on. Guessers put digits and signs behind a word, so the list
 * holds the words, and what stands behind them is taken off before looking.
 */
const words = `
  password passwort passw0rd p@ssword p@ssw0rd pa55word pass1234 passpass passcode contraseña contrasena motdepasse
  qwertyui qwertyuiop qwertyuio qwerty qwertz qwertzui qwertzuiop azerty azertyui azertyuiop asdfghjk asdfghjkl asdfasdf
  asdfqwer asdf1234 zxcvbnm zxcvbnma 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4 q1w2e3r4t5 1qaz2wsx 1qaz2wsx3edc qazwsxedc
  qazwsx zaq12wsx zaq1zaq1 1qazxsw2 qweasdzxc qwe123 qweasd qweqwe qwertyqwerty qwert asdasd zxczxc zxcvbn
  iloveyou ilovegod iloveu lovelove loveyou lovely sunshine princess princesa football fußball fussball baseball
  basketball superman batman spiderman starwars pokemon naruto ninja dragon monkey shadow master michael jennifer
  jessica jordan michelle charlie thomas daniel andrew joshua matthew anthony william robert nicole ashley amanda
  samantha elizabeth victoria alexander alexandra christian benjamin jonathan nicholas patrick stephanie danielle
  trustno whatever welcome willkommen bienvenue letmein changeme computer internet samsung google facebook
  linkedin liverpool chelsea arsenal barcelona realmadrid manchester juventus bayern schalke dortmund hamburg berlin
  london america australia germany deutschland schalke04 butterfly chocolate schokolade strawberry blueberry cinnamon
  snowball snowflake flower rainbow summer winter spring autumn sommer herbst fruehling hello hallo hallohallo
  hellohello goodluck godisgood blessed blessing jesus jesuschrist christ freedom forever together friends familie
  family familia mother father mustang corvette ferrari porsche mercedes yamaha kawasaki harley cowboys steelers
  yankees lakers redsox eagles rangers raiders hunter killer soldier warrior gladiator midnight thunder lightning
  phoenix scorpion panther tiger tigger mickey minnie donald garfield scooby snoopy cheese pepper ginger cookie coffee
  banana orange purple silver golden diamond crystal angel angels babygirl baby sweetie sweetheart honey schatz
  schatzi schnecke mausi hasi engel tequiero teamo tamagotchi marina martin matrix maverick melissa mercury minecraft
  fortnite roblox playstation nintendo xbox counterstrike warcraft starcraft metallica slipknot nirvana eminem
  blink182 linkinpark system admin administrator administrador root toor guest default test tester testing testtest
  temp temporary access login secret geheim private qwerty12 monkey12 abcd abc abcabc abcdef abcdefg abcdefgh aaaa
  changeit letmein please support service customer kunde client user username demo sample example welcome1
  trustno1 bigdaddy rockyou rockstar superstar champion winner number1 loveme lover fuckyou fuckoff asshole bullshit
  motherfucker biteme pussycat sexygirl sexy hotmail yahoo gmail outlook windows microsoft apple iphone android
  einstein newton december november october september august january february
`;

const common = new Set(words.trim().split(/\s+/));

const rows = ["01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "qwertzuiop", "asdfghjkl", "zxcvbnm"];
const backwards = (text: string): string => [...text].reverse().join("");

/** Made of one short piece again and again, such as `11111111` or `abcabcabc`. */
const isRepetition = (text: string): boolean => /^(.{1,4})\1+$/u.test(text);

/** A run along the alphabet, the digits or the keyboard. */
const isRun = (text: string): boolean => rows.some((row) => row.includes(text) || backwards(row).includes(text));

/** Of a date such as 01011990 or 1990-01-01. */
const isDate = (text: string): boolean =>
  /^((0?[1-9]|[12]\d|3[01])[./-]?(0?[1-9]|1[0-2])[./-]?(19|20)\d\d|(19|20)\d\d[./-]?(0[1-9]|1[0-2])[./-]?(0[1-9]|[12]\d|3[01]))$/.test(
    text,
  );

/** Whether a guesser has it among the first few thousand. */
export function isCommonPassword(password: string): boolean {
  const small = password.toLowerCase();
  const word = small.replace(/[\d!?.@#$*_-]+$/, "").replace(/^[\d!?.@#$*_-]+/, "");
  // A word with much behind it is a password of its own.
  const alone = small.length - word.length <= 6;
  return (
    common.has(small) ||
    (alone && common.has(word)) ||
    isRun(small) ||
    isRepetition(small) ||
    isDate(small) ||
    /^\d{8}$/.test(small)
  );
}
