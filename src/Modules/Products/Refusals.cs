namespace Yuanliu.Products;

/// <summary>Every way this module says no. Codes are public: clients and tests rely on them.</summary>
internal static class Refusals
{
    public static Refusal NoSuchProduct
        => new(RefusalKind.NotFound, "products.no-such-product", "没有该数据产品。", "There is no such data product.");
    public static Refusal NoSuchResource
        => new(RefusalKind.NotFound, "products.no-such-resource",
            "没有该数据资源，或贵单位与其无关。", "There is no such resource, or it is not yours to offer.");
    public static Refusal NotConfirmed
        => new(RefusalKind.Conflict, "products.not-confirmed",
            "该数据资源尚未由数据专员确认。", "The resource is not confirmed by its steward yet.", "BJ-OPIN-2023 §6");
    public static Refusal NoCertificate => new(RefusalKind.Conflict, "products.no-certificate",
        new Words("经营方没有该资源有效的产品经营权登记证书，不能制作或经营数据产品。",
            "The operator holds no valid certificate of the right to operate products of this resource."),
        "BJ-OPIN-2023 §4", new Words("先为该资源登记数据产品经营权。", "Register the right to operate products of the resource first."));
    public static Refusal NoSuchReceiver => new(RefusalKind.NotFound, "products.no-such-receiver",
        "接收方须是本节点已登记的单位，且不是该数据的持有方或经营方。",
        "A receiver is an organization registered on this node, and neither holds nor operates the data.");
    public static Refusal NoSuchColumn(string name)
        => new(RefusalKind.Invalid, "products.no-such-column", $"该资源没有列“{name}”。", $"The resource has no column {name}.");
    public static Refusal NothingOpened
        => new(RefusalKind.Invalid, "products.nothing-opened", "至少要开放一列用于分组或统计。", "Open at least one column to group or to measure by.");
    public static Refusal TwoIdentities
        => new(RefusalKind.Invalid, "products.two-identities",
            "最多一列可作身份列：不同主体按它计数。", "At most one column is the identity that groups are counted by.");
    public static Refusal Level(string title, int level, Limit max) => new(RefusalKind.Conflict, "products.level",
        new Words($"列“{title}”为 {level} 级，高于可开放的 {max.Value} 级，任何产品都不能开放。",
            $"Column {title} has level {level}; no product may open a level above {max.Value}."),
        max.Basis, new Words("将该列设为不开放。", "Leave the column closed."));
    public static Refusal Personal(string title) => new(RefusalKind.Conflict, "products.personal-column",
        new Words($"列“{title}”含个人信息，只能作身份列（仅用于计数）或不开放。",
            $"Column {title} holds personal data; it may only be the identity that is counted, or stay closed."),
        "BJ-OPIN-2023 §4", new Words("改为身份列或不开放。", "Make it the identity column or leave it closed."));
    public static Refusal TemplatesUnsaid => new(RefusalKind.Invalid, "products.templates-unsaid",
        "模板查询的产品须写明查询模板；其他产品不写。", "A product for templates says which they are; no other product does.");
    public static Refusal VerificationUnsaid => new(RefusalKind.Invalid, "products.verification-unsaid",
        "核验产品须写明查找列与比对列，且二者不同；其他产品不写。",
        "A product for verification says which columns find a record and which others are compared; no other product does.");
    public static Refusal ConsentUnsaid(string title) => new(RefusalKind.Conflict, "products.consent-unsaid",
        new Words($"列“{title}”含个人信息：核验须以本人授权为前提。",
            $"Column {title} holds personal data: it may only be verified where the person has authorized it."),
        "BJ-OPIN-2023 §4", new Words("要求每次核验写明授权凭据。", "Ask for the reference of an authorization in each verification."));
    public static Refusal NotReleasable(string title, int level, Limit max) => new(RefusalKind.Conflict, "products.not-releasable",
        new Words($"列“{title}”为 {level} 级：高于 {max.Value} 级的数据不以文件或接口逐行提供。",
            $"Column {title} has level {level}: above {max.Value} no row leaves by file or interface."),
        max.Basis, new Words("改用统计、核验，或不开放该列。", "Offer statistics or verification, or leave the column closed."));
    public static Refusal GroupTooSmall(Limit min) => new(RefusalKind.Conflict, "products.group-too-small",
        $"最小组不得低于 {min.Value}。", $"The smallest group is at least {min.Value}.", min.Basis);
    public static Refusal SamePerson => new(RefusalKind.Forbidden, "products.same-person",
        "起草产品的人不能检查同一产品。", "Who drafted a product does not check it.", "BJ-OPIN-2023 §20");
}
