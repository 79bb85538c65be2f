// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/askall.h"
#include "admin/members.h"
#include "wire/messageid.h"
#include <gantry/messagequery.h>

#include <QList>

namespace gantry::admin {

/// Whom to ask for the message with this offset id, the best first: the broker that advertises the address in
/// it and its slaves, which have the same offsets; else brokers whose address has a name and this port; else,
/// nameless, that address itself.
[[nodiscard]] QList<Member> viewTargets(const QList<Member> &members, const wire::OffsetIdParts &id);

/// The message that the first of `targets` gave which has it; `answers` belong to them, one each.
/// Errors: Broker when those who answered have none there; else the first one's.
[[nodiscard]] Result<StoredMessage> viewed(const QList<Member> &targets, const QList<Answer> &answers,
                                           const wire::OffsetIdParts &id);

/// What messages must be to count as found: brokers look up hashes, which several keys may have.
struct Wanted {
    TopicName topic;
    QString key;
    bool isUnique = false;
    int max = 32; ///< the newest
};

/// Those that are wanted, of all answers, each once. Errors: when none answered, the first one's.
[[nodiscard]] Result<StoredMessages> found(const Wanted &wanted, const QList<Member> &members,
                                           const QList<Answer> &answers);

} // namespace gantry::admin
