// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLatin1String>

namespace gantry::wire {

/// Java: RequestCode, as far as a producer, its admin calls and the sandbox need it.
namespace requestcode {
inline constexpr int sendMessage = 10;
inline constexpr int pullMessage = 11;
inline constexpr int queryMessage = 12;
inline constexpr int queryConsumerOffset = 14;
inline constexpr int updateConsumerOffset = 15;
inline constexpr int updateAndCreateTopic = 17;
inline constexpr int getAllTopicConfig = 21;
inline constexpr int getBrokerConfig = 26;
inline constexpr int getBrokerRuntimeInfo = 28;
inline constexpr int searchOffsetByTimestamp = 29;
inline constexpr int getMaxOffset = 30;
inline constexpr int getMinOffset = 31;
inline constexpr int getEarliestMsgStoreTime = 32;
inline constexpr int viewMessageById = 33;
inline constexpr int heartBeat = 34;
inline constexpr int unregisterClient = 35;
inline constexpr int consumerSendMsgBack = 36;
inline constexpr int endTransaction = 37;
inline constexpr int getConsumerListByGroup = 38;
inline constexpr int checkTransactionState = 39;
inline constexpr int notifyConsumerIdsChanged = 40;
inline constexpr int lockBatchMq = 41;
inline constexpr int unlockBatchMq = 42;
inline constexpr int checkClientConfig = 46;
inline constexpr int putKvConfig = 100;
inline constexpr int getKvConfig = 101;
inline constexpr int deleteKvConfig = 102;
inline constexpr int getRouteInfoByTopic = 105;
inline constexpr int getBrokerClusterInfo = 106;
inline constexpr int getTopicStatsInfo = 202;
inline constexpr int getConsumerConnectionList = 203;
inline constexpr int getProducerConnectionList = 204;
inline constexpr int getAllTopicListFromNameServer = 206;
inline constexpr int getConsumeStats = 208;
inline constexpr int deleteTopicInBroker = 215;
inline constexpr int deleteTopicInNameServer = 216;
inline constexpr int getKvListByNamespace = 219;
inline constexpr int getTopicsByCluster = 224;
inline constexpr int queryTopicConsumeByWho = 300;
inline constexpr int getSystemTopicListFromNs = 304;
inline constexpr int sendMessageV2 = 310;
inline constexpr int sendBatchMessage = 320;
inline constexpr int sendReplyMessage = 324;
inline constexpr int sendReplyMessageV2 = 325;
inline constexpr int pushReplyMessageToClient = 326;
inline constexpr int getTopicConfig = 351;
inline constexpr int litePullMessage = 361;
inline constexpr int recallMessage = 370;
} // namespace requestcode

/// Java: ResponseCode, RemotingSysResponseCode.
namespace responsecode {
inline constexpr int success = 0;
inline constexpr int systemError = 1;
inline constexpr int systemBusy = 2;
inline constexpr int requestCodeNotSupported = 3;
inline constexpr int transactionFailed = 4;
inline constexpr int flushDiskTimeout = 10;
inline constexpr int slaveNotAvailable = 11;
inline constexpr int flushSlaveTimeout = 12;
inline constexpr int messageIllegal = 13;
inline constexpr int serviceNotAvailable = 14;
inline constexpr int versionNotSupported = 15;
inline constexpr int noPermission = 16;
inline constexpr int topicNotExist = 17;
inline constexpr int pullNotFound = 19;
inline constexpr int pullRetryImmediately = 20;
inline constexpr int pullOffsetMoved = 21;
inline constexpr int queryNotFound = 22;
inline constexpr int subscriptionNotExist = 24;
inline constexpr int subscriptionGroupNotExist = 26;
inline constexpr int invalidParameter = 29;
inline constexpr int noBuyerId = 204;
inline constexpr int notInCurrentUnit = 205;
inline constexpr int consumerNotOnline = 206;
inline constexpr int flowControl = 215;
inline constexpr int notLeaderForQueue = 501;
inline constexpr int illegalOperation = 604;
inline constexpr int goAway = 1500;

/// The answers to a send that say the message is stored: not all of them as safely as wanted.
[[nodiscard]] constexpr bool isStored(int code)
{
    return code == success || code == flushDiskTimeout || code == flushSlaveTimeout
           || code == slaveNotAvailable;
}
} // namespace responsecode

/// "SEND_MESSAGE_V2" and so on; empty for an unknown code.
[[nodiscard]] QLatin1String requestName(int code);
/// "TOPIC_NOT_EXIST" and so on; empty for an unknown code.
[[nodiscard]] QLatin1String responseName(int code);

} // namespace gantry::wire
