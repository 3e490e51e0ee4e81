using System.Text;
using System.Text.Json;
using Webhooks.Ingestion.Redaction;

namespace Webhooks.Ingestion.Tests.Redaction;

/// <summary>
/// Whatever a sender's libraries do to our URL before they echo it: what is stored holds the key in no spelling, and
/// all
/// else as it was.
/// </summary>
public sealed class RedactorPropertyTests
{
    private const string Around = "{\"url\": \"https://example.net/api/webhooks/smartreach?code=KEY&brand=50%\", \"text\": \"Größe & <b>100 %</b> \\\\ 'x'\", \"n\": 1}";

    private static readonly int Echoes = LongTests.Or(5_000, 50_000);

    [Fact]
    public void No_spelling_of_the_key_is_stored_and_all_else_is()
    {
        Random random = new(20261126);
        for (int i = 0; i < Echoes; i++)
        {
            bool isOfAnyScript = random.Next(4) == 0;
            string key = isOfAnyScript ? Phrase(random) : Key(random);
            string echoed = random.Next(3) == 0 ? key.TrimEnd('=') : key;
            Spelling[] spellings =
                [.. Enumerable.Range(0, random.Next(4)).Select(_ => Spelling.All[random.Next(Spelling.All.Length)])];
            (string name, Func<string, byte[]> write, Func<byte[], string> read, string? encoding) =
                Spelling.Bytes[random.Next(Spelling.Bytes.Length)];
            if (isOfAnyScript && name.StartsWith("UTF-", StringComparison.Ordinal))
                (name, write, read, encoding) = Spelling.Bytes[0];
            string what = $"{i}: {string.Join(", ", spellings.Select(spelling => spelling.Name))}; {name}";

            string text = Around.Replace("KEY", echoed, StringComparison.Ordinal);
            foreach (Spelling spelling in spellings)
                text = spelling.Write(random, text);
            byte[] body = write(text);
            byte[] before = [.. body];
            Redactor redactor = new([key], []);

            string stored = read(redactor.Redact(null, body, encoding).Body.ToArray());
            Assert.Equal(before, body);
            foreach (Spelling spelling in spellings.Reverse())
                stored = spelling.Read(stored);
            stored = stored.TrimStart('\ufeff');
            Assert.False(stored.Contains(key.TrimEnd('=')[..12], StringComparison.Ordinal), what);
            Assert.True(Around.Replace("KEY", "REDACTED", StringComparison.Ordinal) == stored, $"{what}\n{stored}");
        }
    }

    [Fact]
    public void Body_without_the_key_is_the_same_memory()
    {
        Random random = new(20261127);
        for (int i = 0; i < Echoes; i++)
        {
            string key = Key(random);
            string text = Around.Replace(
                "KEY", i % 2 == 0 ? Key(random) : key[..(key.TrimEnd('=').Length - 1)], StringComparison.Ordinal);
            foreach (Spelling spelling in Enumerable.Range(0, random.Next(3)).Select(
                _ => Spelling.All[random.Next(Spelling.All.Length)]))
                text = spelling.Write(random, text);
            (string _, Func<string, byte[]> write, Func<byte[], string> _, string? encoding) =
                Spelling.Bytes[random.Next(Spelling.Bytes.Length)];
            ReadOnlyMemory<byte> body = write(text);
            Assert.True(body.Equals(new Redactor([key], []).Redact(null, body, encoding).Body), text);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Base64_of_a_text_with_the_key_loses_it(int times)
    {
        Random random = new(20261128);
        for (int i = 0; i < Echoes / 10; i++)
        {
            string key = random.Next(4) == 0 ? Phrase(random) : Key(random);
            string inner = $"{new string('x', i % 7)}{{\"u\":\"?code={key}\"}}";
            for (int n = 1; n < times; n++)
                inner = $"{{\"{new string('y', i % 5)}\":\"{Base64(random, inner)}\"}}";
            string body = JsonSerializer.Serialize(new { payload = Base64(random, inner) });
            foreach (Spelling spelling in i % 3 == 0 ? Spelling.All : [])
            {
                byte[] spelled = Encoding.UTF8.GetBytes(spelling.Write(random, body));
                CheckBase64(
                    spelling.Read(
                        Encoding.UTF8.GetString(new Redactor([key], []).Redact(null, spelled).Body.Span)),
                    key,
                    times);
            }

            CheckBase64(
                Encoding.UTF8.GetString(new Redactor([key], []).Redact(null, Encoding.UTF8.GetBytes(body)).Body.Span),
                key,
                times);
        }
    }

    // Of six bytes at each end of it nobody can know which digits are theirs alone.
    private static void CheckBase64(string stored, string key, int times)
    {
        string text = stored;
        for (int n = 0; n < times; n++)
        {
            string digits = System.Text.RegularExpressions.Regex.Matches(text, "[A-Za-z0-9+/_-]{12,}=*")
                .Select(match => match.Value).MaxBy(value => value.Length) ?? "";
            digits = digits.TrimEnd('=').Replace('-', '+').Replace('_', '/');
            digits = digits[..(digits.Length / 4 * 4)];
            text = Encoding.UTF8.GetString(Convert.FromBase64String(digits));
            string core = key.TrimEnd('=');
            Assert.DoesNotContain(core[(core.Length / 4)..^(core.Length / 4)], text, StringComparison.Ordinal);
        }
    }

    private static string Base64(Random random, string text)
    {
        string digits = Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
        return random.Next(2) == 0 ? digits : digits.Replace('+', '-').Replace('/', '_');
    }

    [Fact]
    public void Any_bytes_are_redacted_to_something()
    {
        Random random = new(20261129);
        Redactor redactor = new(["%&\\u0041==", "abcdefgh+ij"], ["secret"]);
        string[] pieces = ["%", "\\", "&", "#", "x", ";", "\0", "u", "41", "amp;", "abcdefgh", "+ij", "secret=", "?", "=", "\\u00", "\u001f\u008b\b"];
        for (int i = 0; i < Echoes; i++)
        {
            string text =
                string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => pieces[random.Next(pieces.Length)]));
            redactor.Redact("?" + text, Encoding.Latin1.GetBytes(text), i % 3 == 0 ? "br" : null);
        }

        foreach (char filler in "%\\&\0")
            redactor.Redact(null, Encoding.ASCII.GetBytes(new string(filler, 1 << 14)));
    }

    // What a person makes up, in any script, and with nothing that a form or a URL would take for its own.
    private static string Phrase(Random random)
    {
        string[] letters = ["a", "K", "7", "-", "é", "ß", "ж", "Ω", "漢", "字", "😀", "ÿ", "\u0100", "\u07ff"];
        return string.Concat(
            Enumerable.Range(0, random.Next(14, 40)).Select(_ => letters[random.Next(letters.Length)])) + "é7ж";
    }

    // What Azure makes, and what it made before:
    // https://learn.microsoft.com/azure/azure-functions/function-keys-how-to.
    private static string Key(Random random)
    {
        byte[] bytes = new byte[random.Next(30, 41)];
        random.NextBytes(bytes);
        string key = Convert.ToBase64String(bytes);
        return random.Next(2) == 0 ? key : key.Replace('+', '-').Replace('/', '_');
    }
}
