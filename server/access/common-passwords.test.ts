import { describe, expect, it } from "vitest";
import { isCommonPassword } from "./common-passwords.ts";

describe("passwords that guessers try first", () => {
  it.each([
    "password1234",
    "Password2026!",
    "P@ssw0rd1234",
    "administrator",
    "123456789012",
    "qwertyuiop123",
    "1q2w3e4r5t6y",
    "1qaz2wsx3edc",
    "zxcvbnmasdfghjkl",
    "aaaaaaaaaaaa",
    "121212121212",
    "passwordpassword",
    "letmeinletmein",
    "iloveyou2026!!",
    "WelcomeWelcome1",
    "Summer2026!!",
    "deskbelldeskbell",
    "987654321098",
  ])("refuses %s", (password) => expect(isCommonPassword(password)).toBe(true));

  it.each([
    "a long enough password",
    "another long password",
    "a kettle of green tea",
    "correct horse battery staple",
    "my password is a poem",
    "Xk9$mQ2#vL7p",
    "ноль один пароль мой",
    "🦊🦊 jumps over 🐶🐶",
  ])("takes %s", (password) => expect(isCommonPassword(password)).toBe(false));
});
