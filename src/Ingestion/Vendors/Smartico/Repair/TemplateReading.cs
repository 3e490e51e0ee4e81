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
