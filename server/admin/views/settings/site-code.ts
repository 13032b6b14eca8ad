/**
 * What a site puts on its server so that its users are signed in here. Only what comes with each language: a package
 * for twelve lines would be one more thing to keep up to date. The secret stays in the environment.
 */
export const languages = [
  { name: "node", title: "Node" },
  { name: "php", title: "PHP" },
  { name: "python", title: "Python" },
  { name: "ruby", title: "Ruby" },
] as const;

export type Language = (typeof languages)[number]["name"];

/** Name of the environment variable. */
export const secretName = "DESKBELL_SECRET";

const samples: Record<Language, (portal: string, kid: string) => string> = {
  node: (portal, kid) => `import { createHmac, randomUUID } from "node:crypto";

const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

// Give it the person who is signed in, and answer with what it returns, as plain text.
export function supportToken(user) {
  const now = Math.floor(Date.now() / 1000);
  const head = part({ alg: "HS256", typ: "JWT", kid: "${kid}" });
  const claims = part({
    aud: "${portal}",
    sub: String(user.id),
    name: user.name,
    email: user.email,
    email_verified: user.emailVerified,
    iat: now,
    exp: now + 3600,
    // Signing out ends this token, and no later one.
    jti: randomUUID(),
  });
  const hmac = createHmac("sha256", process.env.${secretName});
  return \`\${head}.\${claims}.\${hmac.update(\`\${head}.\${claims}\`).digest("base64url")}\`;
}
`,
  php: (portal, kid) => `<?php
function part(string $bytes): string {
    return rtrim(strtr(base64_encode($bytes), "+/", "-_"), "=");
}

// Give it the person who is signed in, and answer with what it returns, as plain text.
function support_token(array $user): string {
    $now = time();
    $head = part(json_encode(["alg" => "HS256", "typ" => "JWT", "kid" => "${kid}"]));
    $claims = part(json_encode([
        "aud" => "${portal}",
        "sub" => (string) $user["id"],
        "name" => $user["name"],
        "email" => $user["email"],
        "email_verified" => $user["email_verified"],
        "iat" => $now,
        "exp" => $now + 3600,
        // Signing out ends this token, and no later one.
        "jti" => bin2hex(random_bytes(16)),
    ]));
    $signature = part(hash_hmac("sha256", "$head.$claims", getenv("${secretName}"), true));
    return "$head.$claims.$signature";
}
`,
  python: (portal, kid) => `import base64, hashlib, hmac, json, os, secrets, time


def part(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


# Give it the person who is signed in, and answer with what it returns, as plain text.
def support_token(user) -> str:
    now = int(time.time())
    head = part(json.dumps({"alg": "HS256", "typ": "JWT", "kid": "${kid}"}).encode())
    claims = part(json.dumps({
        "aud": "${portal}",
        "sub": str(user["id"]),
        "name": user["name"],
        "email": user["email"],
        "email_verified": user["email_verified"],
        "iat": now,
        "exp": now + 3600,
        # Signing out ends this token, and no later one.
        "jti": secrets.token_hex(16),
    }).encode())
    secret = os.environ["${secretName}"].encode()
    signature = hmac.new(secret, f"{head}.{claims}".encode(), hashlib.sha256)
    return f"{head}.{claims}.{part(signature.digest())}"
`,
  ruby: (portal, kid) => `require "json"
require "openssl"
require "securerandom"

def part(bytes)
  [bytes].pack("m0").tr("+/", "-_").delete("=")
end

# Give it the person who is signed in, and answer with what it returns, as plain text.
def support_token(user)
  now = Time.now.to_i
  head = part(JSON.generate(alg: "HS256", typ: "JWT", kid: "${kid}"))
  claims = part(JSON.generate(
    aud: "${portal}",
    sub: user[:id].to_s,
    name: user[:name],
    email: user[:email],
    email_verified: user[:email_verified],
    iat: now,
    exp: now + 3600,
    # Signing out ends this token, and no later one.
    jti: SecureRandom.uuid
  ))
  signature = OpenSSL::HMAC.digest("SHA256", ENV.fetch("${secretName}"), "#{head}.#{claims}")
  "#{head}.#{claims}.#{part(signature)}"
end
`,
};

export const serverCode = (language: Language, portal: string, kid: string): string => samples[language](portal, kid);

/** For pages of signed-in users. Asked only when somebody opens the widget. */
export const pageCode = `<script>
  (window.Deskbell ||= []).push(["identify", async () => (await fetch("/support-token")).text()]);
</script>
`;

export const signOutCode = "Deskbell.signOut();\n";
