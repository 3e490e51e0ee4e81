using Webhooks.Functions.Dashboard.Markup;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Reading;
using Webhooks.Storage.State;

namespace Webhooks.Functions.Dashboard.Pages.Rejected;

/// <summary>How many deliveries were rejected for each reason, and a replay of them.</summary>
internal static class RejectedReasons
{
    public static Html Of(
        IReadOnlyList<RejectedState> states,
        RejectedChoice choice,
        VendorRegistry vendors,
        PageSession session) => Html.Of($"""
        <section class="card" aria-labelledby="reasons"><h2 id="reasons">By reason</h2>
        <div class="scroll" role="region" aria-label="Rejected deliveries by reason" tabindex="0"><table id="by-reason">
        <thead><tr><th scope="col">Reason</th><th scope="col">Vendor</th><th scope="col" class="n">Deliveries</th>
        <th scope="col"><span class="skip">Action</span></th></tr></thead>
        <tbody>{states.SelectMany(state => state.ByReason.Select(one =>
            Row(new RejectedChoice(state.Vendor, one.Key), choice, Number(one.Value, state), vendors, session)))}
        </tbody></table></div>
        {(session.MayAct ? Html.None : Html.Of($"""
            <p class="note">This session may look only. To replay, sign out and sign in with the key of
            <code>DashboardOperator</code>.</p>
            """))}
        </section>
        """);

    private static Html Row(
        RejectedChoice one, RejectedChoice current, string number, VendorRegistry vendors, PageSession session) =>
        Html.Of($"""
            <tr><th scope="row"><a href="{one.Address}"{(one == current
                ? Html.Of($""" aria-current="true" """)
                : Html.None)}>{one.Reason}</a></th>
            <td>{vendors.DisplayNameOf(one.Vendor!)}</td><td class="n">{number}</td>
            <td class="n">{ReplayForm.OfReason(one.Vendor!, one.Reason!, session)}</td></tr>

            """);

    private static string Number(int number, RejectedState state) =>
        Display.Number(number) + (state.HasMore ? "+" : "");
}
