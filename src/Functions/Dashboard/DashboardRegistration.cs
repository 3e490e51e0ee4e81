using Microsoft.Extensions.DependencyInjection;
using Webhooks.Functions.Dashboard.Actions;
using Webhooks.Functions.Dashboard.Sessions;
using Webhooks.Storage.Sessions;

namespace Webhooks.Functions.Dashboard;

/// <summary>Registers what the page needs.</summary>
internal static class DashboardRegistration
{
    public static IServiceCollection AddDashboard(this IServiceCollection services) => services
        .AddSingleton<PageSessions>()
        .AddSingleton<SessionCookie>()
        .AddSingleton<SessionGate>()
        .AddSingleton<ContactSearch>()
        .AddSingleton<PageReplays>();
}
