"""The ledger: records ↔ YAML text (`codec`), the folder (`store`), what people wrote (`people`), git (`history`)."""
