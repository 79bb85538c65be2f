// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/propertyowner.h"

#include "wire/message.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gantry::wire {

namespace {

/// What producers set: each is checked, or known to be dropped or changed by brokers.
constexpr std::array clientNames = {"BUYER_ID"_L1,
                                    "CORRELATION_ID"_L1,
                                    "DELAY"_L1,
                                    "INSTANCE_ID"_L1,
                                    "KEYS"_L1,
                                    "MSG_TYPE"_L1,
                                    "PGROUP"_L1,
                                    "REPLY_TO_CLIENT"_L1,
                                    "TAGS"_L1,
                                    "TIMER_DELAY_MS"_L1,
                                    "TIMER_DELAY_SEC"_L1,
                                    "TIMER_DELIVER_MS"_L1,
                                    "TRAN_MSG"_L1,
                                    "TTL"_L1,
                                    "UNIQ_KEY"_L1,
                                    "WAIT"_L1,
                                    "__transactionId__"_L1};

/// What brokers set beside the reserved names.
constexpr std::array moreBrokerNames = {"INNER_BASE"_L1, "INNER_NUM"_L1, "TIMER_ROLL_LABEL"_L1,
                                        "TRANSACTION_CHECK_TIMES"_L1, "TRANS_OFFSET"_L1};

} // namespace

PropertyOwner propertyOwner(QStringView name)
{
    if (std::find(clientNames.begin(), clientNames.end(), name) != clientNames.end())
        return PropertyOwner::Client;
    const bool isBrokers =
        isReservedProperty(name)
        || std::find(moreBrokerNames.begin(), moreBrokerNames.end(), name) != moreBrokerNames.end();
    return isBrokers ? PropertyOwner::Broker : PropertyOwner::User;
}

} // namespace gantry::wire
