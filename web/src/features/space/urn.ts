/** Uses are subjects of their own on the agreement's node: `urn:yuanliu:<node>:use:<id>`. */
export const urnOfUse = (agreementUrn: string, useId: string) => agreementUrn.replace(/:agreement:.*$/, `:use:${useId}`)
