using System.Collections.Frozen;

namespace Webhooks.Ingestion.Redaction;

/// <summary>
/// HTML's names for characters of ASCII: https://html.spec.whatwg.org/multipage/named-characters.html.
/// </summary>
internal static class HtmlEntities
{
    /// <summary>The longest name.</summary>
    public const int Longest = 8;

    private static readonly FrozenDictionary<string, char> ByName = new Dictionary<string, char>
    {
        ["amp"] = '&',
        ["AMP"] = '&',
        ["equals"] = '=',
        ["plus"] = '+',
        ["sol"] = '/',
        ["bsol"] = '\\',
        ["lowbar"] = '_',
        ["UnderBar"] = '_',
        ["percnt"] = '%',
        ["num"] = '#',
        ["quest"] = '?',
        ["quot"] = '"',
        ["QUOT"] = '"',
        ["apos"] = '\'',
        ["lt"] = '<',
        ["gt"] = '>',
        ["period"] = '.',
        ["comma"] = ',',
        ["colon"] = ':',
        ["semi"] = ';',
        ["excl"] = '!',
        ["ast"] = '*',
        ["midast"] = '*',
        ["dollar"] = '$',
        ["commat"] = '@',
        ["lpar"] = '(',
        ["rpar"] = ')',
        ["lsqb"] = '[',
        ["lbrack"] = '[',
        ["rsqb"] = ']',
        ["rbrack"] = ']',
        ["lcub"] = '{',
        ["lbrace"] = '{',
        ["rcub"] = '}',
        ["rbrace"] = '}',
        ["vert"] = '|',
        ["verbar"] = '|',
        ["Hat"] = '^',
        ["grave"] = '`',
        ["Tab"] = '\t',
        ["NewLine"] = '\n',
        ["nbsp"] = ' ',
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, char>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        ByName.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Finds the character of a name.</summary>
    public static bool TryFind(ReadOnlySpan<char> name, out char character) => Lookup.TryGetValue(name, out character);
}
