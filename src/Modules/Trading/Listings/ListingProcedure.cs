namespace Yuanliu.Trading.Listings;

internal enum ListingStage { Open, Withdrawn }
internal enum ListingStep { Withdraw, Close }

/// <summary>A listing waits for no term of the law.</summary>
internal enum ListingDeadline { }

/// <summary>挂牌程序 — open until its seller withdraws it, or the venue closes it because the product is gone.</summary>
internal static class ListingProcedure
{
    public static readonly Workflow<ListingStage, ListingStep, ListingDeadline> Steps = new("listing")
    {
        // step                    from                 to                      taken by
        { ListingStep.Withdraw,    ListingStage.Open,   ListingStage.Withdrawn, Actor.Seller },
        { ListingStep.Close,       ListingStage.Open,   ListingStage.Withdrawn, Actor.Platform },
    };
}
