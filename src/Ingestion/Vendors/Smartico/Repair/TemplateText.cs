namespace Webhooks.Ingestion.Vendors.Smartico.Repair;

/// <summary>Reads the tokens of a template's text; white space between them does not matter.</summary>
internal ref struct TemplateText(string text)
{
    private ReadOnlySpan<char> _rest = text;

    /// <summary>True where only white space is left.</summary>
    public readonly bool IsAtEnd => _rest.IsWhiteSpace();

    /// <summary>Goes past a sign, if it is the next one.</summary>
    public bool Skip(char sign)
    {
        _rest = _rest.TrimStart();
        bool isNext = _rest.StartsWith(sign);
        if (isNext)
            _rest = _rest[1..];
        return isNext;
    }

    /// <summary>Reads a name in quotes.</summary>
    public bool TryReadName(out string name)
    {
        name = "";
        return Skip('"') && TryTake('"', out name) && name.Length > 0 && Skip('"');
    }

    /// <summary>Reads a value: quoted, or bare to the next comma or the end of the object.</summary>
    public bool TryReadValue(out string value, out bool quoted)
    {
        quoted = Skip('"');
        if (quoted)
            return TryTake('"', out value) && Skip('"');
        bool isTaken = TryTakeBare(out value);
        value = value.TrimEnd();
        return isTaken && value.Length > 0;
    }

    // A tag may hold quotes, commas and braces of its own.
    private bool TryTake(char end, out string taken) => TryTake(end, end, out taken);

    private bool TryTakeBare(out string taken) => TryTake(',', '}', out taken);

    private bool TryTake(char end, char otherEnd, out string taken)
    {
        int length = 0;
        while (length < _rest.Length && _rest[length] != end && _rest[length] != otherEnd)
        {
            int tag = _rest[length..].StartsWith("{{") ? _rest[length..].IndexOf("}}") : -1;
            length += tag < 0 ? 1 : tag + 2;
        }

        taken = _rest[..length].ToString();
        bool isEnded = length < _rest.Length;
        _rest = _rest[length..];
        return isEnded;
    }
}
