namespace Yuanliu.Compute.Finder;

/// <summary>标识符种类 — what can be found. The names are part of profiles and rules that are kept: new ones go to the end.</summary>
public enum IdentifierKind
{
    ResidentNumber, MobileNumber, BankCardNumber, UnifiedCreditCode, EmailAddress, PersonName, Address,
    OrganizationCode, LandlineNumber, PlateNumber, PassportNumber, TravelPermit, IpAddress, MacAddress, Imei, VehicleNumber, Coordinates,
}

/// <summary>识别依据 — what a finding rests on.</summary>
[Flags]
public enum Grounds
{
    None = 0,

    /// <summary>Length and characters are those of the kind.</summary>
    Form = 1,

    /// <summary>The check character holds.</summary>
    Checksum = 2,

    /// <summary>A part stands in a table: region, bank, area code, segment, surname.</summary>
    Table = 4,

    /// <summary>A word before the value says so.</summary>
    Words = 8,

    /// <summary>The column's name says so.</summary>
    Name = 16,

    /// <summary>The values of the column differ as those of persons do.</summary>
    Variety = 32,

    /// <summary>A word before the value, or the column's name, says that it is a number of something else.</summary>
    Contradicted = 64,
}

/// <summary>识别结果 — one identifier in a text.</summary>
/// <param name="Start">In bytes.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Confidence">How surely it is of that kind, 0 … 1.</param>
public readonly record struct Finding(IdentifierKind Kind, int Start, int Length, double Confidence, Grounds Grounds);
