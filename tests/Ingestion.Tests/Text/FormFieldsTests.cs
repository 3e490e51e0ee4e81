using System.Text;
using Webhooks.Ingestion.Text;

namespace Webhooks.Ingestion.Tests.Text;

public sealed class FormFieldsTests
{
    [Theory]
    [InlineData("", "a=%D0%92", "В")]
    [InlineData("windows-1251", "a=%D0%92%D0%B5", "Ве")]
    [InlineData("windows-1251", "a=%C2%E5%F1%ED%E0", "Весна")]
    [InlineData("Cp1251", "a=%CE%F1%E5%ED%FC+1", "Осень 1")]
    [InlineData("iso-8859-1", "a=Gr%F6%DFe", "Größe")]
    [InlineData("Shift_JIS", "a=%83e%83X%83g", "テスト")]
    [InlineData("windows-1251", "a=Ве%F1на", "Весна")]
    [InlineData("", "a=100%25", "100%")]
    [InlineData("", "a=100%", "100%")]
    [InlineData("", "a=%zz%4", "%zz%4")]
    [InlineData("", "a=a%2Bb+c", "a+b c")]
    [InlineData("", "a=%C7%E8%20%FF", "%C7%E8 %FF")]
    [InlineData("", "a=%c7%e8", "%C7%E8")]
    [InlineData("utf-8", "a=%C3%BC%C3", "ü%C3")]
    [InlineData("klingon", "a=%FF", "%FF")]
    public void Escapes_are_in_the_declared_set_or_stay(string label, string text, string expected)
    {
        DriftList drift = default;
        Assert.Equal(expected, Assert.Single(new FormFields(label).Read(text, ref drift)).Value);
        Assert.Equal(expected.Contains("%C", StringComparison.Ordinal)
            || expected.Contains("%F", StringComparison.Ordinal), drift.Items is not null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("windows-1251")]
    [InlineData("windows-1252")]
    public void Two_texts_stay_two(string label)
    {
        const int seed = 23;
        Random random = new(seed);
        Dictionary<string, string> seen = [];
        for (int i = 0; i < 30_000; i++)
        {
            byte[] bytes = new byte[random.Next(1, 4)];
            for (int b = 0; b < bytes.Length; b++)
                bytes[b] = (byte)random.Next(0xC0, 0x100); // letters in either set, hardly ever UTF-8
            string escaped = string.Concat(bytes.Select(b => $"%{b:X2}"));
            DriftList drift = default;
            string value = Assert.Single(new FormFields(label).Read($"a={escaped}", ref drift)).Value;
            Assert.True(!seen.TryGetValue(value, out string? other)
                || other == escaped, $"Seed {seed}: {escaped} and {other} are {value}");
            seen[value] = escaped;
            Assert.DoesNotContain('\uFFFD', value);
        }
    }

    [Fact]
    public void Parts_of_a_multipart_body_are_its_fields()
    {
        const string body = "--x\r\nContent-Disposition: form-data; name=\"login\"\r\n\r\n7\r\n--x\r\n"
            + "Content-Type: application/json\r\nContent-Disposition: form-data; filename=\"f\"; "
            + "name=payload\r\n\r\n{\r\n\"a\":1}\r\n--x--\r\n";

        List<KeyValuePair<string, string>> parts = MultipartFields.Read(Encoding.UTF8.GetBytes(body));

        Assert.Equal([new("login", "7"), new("payload", "{\r\n\"a\":1}")], parts);
    }

    [Fact]
    public void Any_text_is_read_as_parts()
    {
        const int seed = 29;
        Random random = new(seed);
        string[] tokens =
            ["--x", "--", "\r\n", "\n", "Content-Disposition:", " form-data; name=", "\"", ";", "a", "\r\n\r\n", "x"];
        for (int i = 0; i < 20_000; i++)
        {
            string text = "--x" + string.Concat(
                Enumerable.Range(0, random.Next(14)).Select(_ => tokens[random.Next(tokens.Length)]));
            Assert.InRange(MultipartFields.Read(Encoding.UTF8.GetBytes(text)).Count, 0, text.Length);
        }
    }
}
