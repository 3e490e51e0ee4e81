namespace Webhooks.Ingestion.Vendors.Smartico.Repair;

/// <summary>How many ways there are to read a body against the template.</summary>
internal enum TemplateReading
{
    /// <summary>None: it does not have the template's literals.</summary>
    None,

    /// <summary>One, which must be what was sent.</summary>
    One,

    /// <summary>Several: a value holds text that looks like the template's.</summary>
    Several,
}

/// <summary>A value that was read from a body against the template.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="Text">The value as it was pasted in.</param>
/// <param name="Quoted">False where it stood without quotes.</param>
internal readonly record struct TemplateValue(string Name, string Text, bool Quoted);
