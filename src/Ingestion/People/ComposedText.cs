using System.Text;

namespace Webhooks.Ingestion.People;

/// <summary>
/// Puts letters and the accents behind them together, as most people write them, and folds case: so that two spellings
/// of an address are one. The runtime's own normalization does nothing where it runs without culture data, as here.
/// </summary>
internal static class ComposedText
{
    // For each accent the letters that it makes others of, and those. Small ones, since case is folded first.
    private static readonly Dictionary<char, string> ByAccent = new()
    {
        ['\u0300'] = "aàeèiìnǹoòuùwẁyỳеѐиѝ",
        ['\u0301'] = "aácćeégǵiíkḱlĺmḿnńoópṕrŕsśuúwẃyýzźгѓкќαάεέηήιίοόυύωώæǽøǿ",
        ['\u0302'] = "aâcĉeêgĝhĥiîjĵoôsŝuûwŵyŷzẑ",
        ['\u0303'] = "aãeẽiĩnñoõuũvṽyỹ",
        ['\u0304'] = "aāeēgḡiīoōuūyȳиӣуӯ",
        ['\u0306'] = "aăeĕgğiĭoŏuŭаӑеӗжӂийуў",
        ['\u0307'] = "aȧbḃcċdḋeėfḟgġhḣmṁnṅoȯpṗrṙsṡtṫwẇxẋyẏzż",
        ['\u0308'] = "aäeëhḧiïoötẗuüwẅxẍyÿаӓеёжӝзӟиӥіїоӧуӱчӵыӹэӭιϊυϋ",
        ['\u0309'] = "aảeẻiỉoỏuủyỷ",
        ['\u030A'] = "aåuůwẘyẙ",
        ['\u030B'] = "oőuűуӳ",
        ['\u030C'] = "aǎcčdďeěgǧhȟiǐjǰkǩlľnňoǒrřsštťuǔzž",
        ['\u031B'] = "oơuư",
        ['\u0323'] = "aạbḅdḍeẹhḥiịkḳlḷmṃnṇoọrṛsṣtṭuụvṿwẉyỵzẓ",
        ['\u0326'] = "sștț",
        ['\u0327'] = "cçdḑeȩgģhḩkķlļnņrŗsştţ",
        ['\u0328'] = "aąeęiįoǫuų",
    };

    /// <summary>Folds a text.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>
    /// Small letters, composed; wide forms as the usual ones, and nothing that has no width. The same instance where
    /// nothing had to change.
    /// </returns>
    public static string Fold(string text)
    {
        if (Ascii.IsValid(text))
            return text.AsSpan().IndexOfAnyInRange('A', 'Z') < 0 ? text : text.ToLowerInvariant();
        StringBuilder folded = new(text.Length);
        foreach (char c in text)
        {
            char small = char.ToLowerInvariant(Narrow(c));
            if (IsInvisible(small))
                continue;
            if (folded.Length > 0 && ByAccent.TryGetValue(small, out string? pairs)
                && Find(pairs, folded[^1]) is { } one)
                folded[^1] = one;
            else
                folded.Append(small);
        }

        return folded.ToString();
    }

    private static char? Find(string pairs, char letter)
    {
        for (int i = 0; i < pairs.Length; i += 2)
        {
            if (pairs[i] == letter)
                return pairs[i + 1];
        }

        return null;
    }

    // Of the width of an ideograph; and its full stops.
    private static char Narrow(char c) => c switch
    {
        >= '\uFF01' and <= '\uFF5E' => (char)(c - '\uFF01' + '!'),
        '\u3002' or '\uFF61' => '.',
        _ => c,
    };

    private static bool IsInvisible(char c) =>
        c is '\u00AD' or '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF';
}
