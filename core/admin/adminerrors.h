// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/askall.h"
#include <gantry/admin.h>

#include <QList>
#include <QString>

namespace gantry::admin {

/// The refusal in `response`, whose code is not SUCCESS, as an error. Of a NameServer's refusals `otherwise`
/// is NameServer, of a broker's Broker: the kind where the code says nothing better.
[[nodiscard]] Error refusal(const QString &server, const wire::RemotingCommand &response,
                            ErrorKind otherwise);

/// An error of the transport with a hint that fits a question: remoting speaks of messages.
[[nodiscard]] Error noAnswer(Error error);

/// The response when it is SUCCESS. Errors: noAnswer(), or refusal().
[[nodiscard]] Result<wire::RemotingCommand> accepted(const Answer &answer, ErrorKind otherwise);

/// One error of several: `what` ("the topic T could not be created"), at how many of `total` `servers`
/// ("brokers"), and why at each. Kind, code and hint are the first one's.
[[nodiscard]] Error combined(const QString &what, const QList<ServerTrouble> &troubles, qsizetype total,
                             const QString &servers);

/// The answers that are errors or refusals.
[[nodiscard]] QList<ServerTrouble> troublesOf(const QList<Answer> &answers, ErrorKind otherwise);

} // namespace gantry::admin
