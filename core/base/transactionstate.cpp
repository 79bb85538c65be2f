// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include <gantry/transaction.h>

using namespace Qt::StringLiterals;

namespace gantry {

QLatin1String name(TransactionState state)
{
    switch (state) {
    case TransactionState::Commit:
        return "commit"_L1;
    case TransactionState::Rollback:
        return "rollback"_L1;
    case TransactionState::Unknown:
        return "unknown"_L1;
    }
    return {};
}

std::optional<TransactionState> transactionStateOf(QStringView text)
{
    for (const TransactionState state :
         {TransactionState::Commit, TransactionState::Rollback, TransactionState::Unknown}) {
        if (text == name(state))
            return state;
    }
    return std::nullopt;
}

} // namespace gantry
