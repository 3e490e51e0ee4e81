using Webhooks.Ingestion.Vendors.Smartico.Repair;

namespace Webhooks.Ingestion.Vendors.Smartico;

/// <summary>The settings under <c>Vendors__Smartico__</c>; see <c>docs/smartico-template.md</c>.</summary>
public sealed class SmarticoOptions
{
    /// <summary><c>Fields__*</c>: what the fields are called in the template that Smartico was given.</summary>
    public SmarticoFields Fields { get; init; } = new();

    /// <summary>
    /// <c>Template</c>: the template's whole text as it was given to Smartico, tags in <c>{{ }}</c>; null where it is
    /// our own or the vendor's example. A body that is not JSON is then read against exactly this text.
    /// </summary>
    public string? Template { get; init; }

    /// <summary>The template, or null where there is none or it cannot be read.</summary>
    internal SmarticoTemplate? ParsedTemplate =>
        !string.IsNullOrWhiteSpace(Template)
            && SmarticoTemplate.TryParse(Template, out SmarticoTemplate? parsed) is null ? parsed : null;

    /// <summary>Says what is wrong with the settings.</summary>
    /// <returns>One sentence for each problem; none where all is well.</returns>
    public IReadOnlyList<string> Validate()
    {
        List<string> problems = [.. Fields.Validate()];
        if (string.IsNullOrWhiteSpace(Template))
            return problems;
        if (SmarticoTemplate.TryParse(Template, out SmarticoTemplate? template) is { } problem)
            problems.Add($"Vendors__Smartico__{problem}");
        else if (!template!.Members.Any(member => member.Name == Fields.User))
            problems.Add($"Vendors__Smartico__Template has no member named {Fields.User}, which "
                + $"Vendors__Smartico__Fields__User says is the user.");
        return problems;
    }
}
