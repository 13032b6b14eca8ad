/** The build turns a stylesheet into its minified text, to be put into a constructed stylesheet. */
declare module "*.css" {
  const text: string;
  export default text;
}
